// What Gradio leaves out: the page's language, citation marks that open their card, where the log
// stands after a question, the choices in the page's address, and paper.
"use strict";
document.documentElement.lang = "zh-CN";
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("a.pa-mark");
  if (!mark) return;
  const card = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  if (!card) return;
  event.preventDefault();
  event.stopPropagation();
  card.open = true;
  card.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  card.querySelector("summary")?.focus();
}, true);

// A new question goes to the top of the log and stays there while its answer grows, so that the
// answer is read from its beginning; whoever scrolls meanwhile is left alone.
let asked = 0;
let following = false;
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(kind, (event) => { if (event.target.closest?.("#pa-log")) following = false; }, { capture: true, passive: true });
}
function follow() {
  const questions = document.querySelectorAll("#pa-log .pa-asked");
  const last = questions[questions.length - 1];
  const isNew = questions.length > asked;
  if (questions.length !== asked) following = isNew;
  asked = questions.length;
  const log = last?.closest(".bubble-wrap");
  if (!following || !log) return;
  if (isNew && log.getBoundingClientRect().top < 0) document.getElementById("pa-log").scrollIntoView();
  toTop(log, last);
  const answers = document.querySelectorAll("#pa-log .pa-answer");
  if (!answers[answers.length - 1]?.querySelector(".pa-tools")) return;
  following = false; // the answer is whole; what Gradio still moves is moved before the next frame
  requestAnimationFrame(() => { if (last.isConnected) toTop(log, last); });
}
function toTop(log, question) {
  log.scrollTop += question.getBoundingClientRect().top - log.getBoundingClientRect().top - 16;
}

new MutationObserver(() => {
  follow();
  rememberChoices();
  keepTalk();
  speakChinese();
  nameFields();
  for (const box of document.querySelectorAll("input[title^='reason_']")) box.removeAttribute("title"); // a key, no words
}).observe(document.documentElement, { childList: true, subtree: true });

// Words that Gradio gives in English alone, seen or said by screen readers.
const NAMES = { "chatbot conversation": ["问答记录", "問答記錄"], "user's message": ["提问", "提問"], "bot's message": ["答复", "答覆"], "Scroll down": ["到最下面", "到最下面"] };
const TITLES = { Warning: "提醒", Info: "提示", Success: "提示", Error: "未成功" }; // the same in both scripts
const LOST = { begins: "Connection to the server was lost.", told: ["与服务器的连接断了，正在重新连接…", "與伺服器的連線斷了，正在重新連線…"] };
const CLOSE = ["关闭", "關閉"];
function speakChinese() {
  const traditional = document.querySelector("#pa-address a")?.search.includes("zh-Hant") ? 1 : 0;
  for (const [name, words] of Object.entries(NAMES)) {
    for (const part of document.querySelectorAll(`#pa-log [aria-label^="${name}"]`)) part.setAttribute("aria-label", words[traditional]);
  }
  for (const title of document.querySelectorAll(".toast-title")) {
    const text = [...title.childNodes].find((node) => node.data?.trim() in TITLES);
    if (text) text.data = TITLES[text.data.trim()];
  }
  for (const close of document.querySelectorAll(".toast-close[aria-label='Close']")) close.setAttribute("aria-label", CLOSE[traditional]);
  for (const part of document.querySelectorAll(".toast-body [data-testid='toast-text'], .toast-body .toast-message-text")) {
    if (part.textContent.startsWith(LOST.begins)) part.textContent = LOST.told[traditional];
  }
}

// A group of choices has its heading as its name, and a text field its label without the button.
let named = 0;
function nameFields() {
  for (const field of document.querySelectorAll("fieldset:not([aria-labelledby]), label > .input-container > textarea:not([aria-labelledby])")) {
    const heading = field.closest(".block")?.querySelector("[data-testid='block-info']");
    if (!heading) continue;
    heading.id ||= `pa-name-${(named += 1)}`;
    field.setAttribute("aria-labelledby", heading.id);
  }
}

// Place, audience and script stand in the address, so that a bookmark or a shared link keeps them.
let remembered = null;
function rememberChoices() {
  const chosen = document.querySelector("#pa-address a")?.search;
  if (chosen === undefined || chosen === remembered) return;
  remembered = chosen;
  const address = new URL(location.href);
  for (const name of ["place", "audience", "script", "q"]) address.searchParams.delete(name);
  for (const [name, value] of new URLSearchParams(chosen)) address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}

// The name of the conversation stays with this entry of the tab's history, and nowhere else, so that
// it goes on where the page is loaded again.
let talk = history.state?.talk ?? "";
let tries = talk ? 10 : 0;
let isTold = !talk; // until what was kept has been put into the box, the box says nothing
function keepTalk() {
  const box = document.querySelector("#pa-talk textarea, #pa-talk input");
  if (!box) return;
  if (tries === 10) takeUp();
  if (isTold && box.value !== talk) history.replaceState({ ...history.state, talk: (talk = box.value) }, "");
}
function takeUp() { // Gradio listens a moment after it draws
  const box = document.querySelector("#pa-talk textarea, #pa-talk input");
  const isOver = document.querySelector("#pa-log .message") || tries-- <= 0;
  isTold ||= isOver;
  if (isOver) return;
  if (box) {
    box.value = talk;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  setTimeout(takeUp, 500);
}
addEventListener("pagehide", keepTalk);

// On paper: every citation open, dark letters on white.
let folded = [];
let dark = false;
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("#pa-log details:not([open])")];
  for (const card of folded) card.open = true;
  dark = document.body.classList.contains("dark");
  document.body.classList.remove("dark");
});
addEventListener("afterprint", () => {
  for (const card of folded) card.open = false;
  document.body.classList.toggle("dark", dark);
});
