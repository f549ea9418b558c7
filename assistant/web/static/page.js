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

// A new question goes to the top of the log, so that its answer is read from its beginning.
let asked = 0;
new MutationObserver(() => {
  const questions = document.querySelectorAll("#pa-log .pa-asked");
  if (questions.length > asked) {
    const last = questions[questions.length - 1];
    const log = last.closest(".bubble-wrap");
    if (log) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 16;
  }
  asked = questions.length;
  rememberChoices();
  speakChinese();
  for (const box of document.querySelectorAll("input[title^='reason_']")) box.removeAttribute("title"); // a key, no words
}).observe(document.documentElement, { childList: true, subtree: true });

// Names that Gradio gives in English alone; screen readers say them.
const NAMES = { "chatbot conversation": "问答记录", "user's message": "提问", "bot's message": "答复" };
function speakChinese() {
  for (const [name, words] of Object.entries(NAMES)) {
    for (const part of document.querySelectorAll(`#pa-log [aria-label^="${name}"]`)) part.setAttribute("aria-label", words);
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
