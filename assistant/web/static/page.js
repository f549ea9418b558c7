// What Gradio leaves out: the page's language, citation marks that open their card, and where
// the log stands after a question.
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
}).observe(document.documentElement, { childList: true, subtree: true });
