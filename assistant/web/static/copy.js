// Buttons that copy: the hidden words beside them, or else the link beside them as a whole address.
// Works on plain http too, where browsers offer no clipboard of their own.
"use strict";
(() => {
  const DONE = { "zh-Hans": "已复制", "zh-Hant": "已複製" };
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.className = "pa-said";

  function wordsOf(button) {
    const memo = button.parentElement.querySelector(".pa-memo");
    if (!memo) return button.parentElement.querySelector("a[href]").href;
    return [...memo.childNodes].map((node) => (node.nodeName === "BR" ? "\n" : node.textContent)).join("");
  }

  function copyByHand(text) {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByHand(text);
    }
  }

  const before = new WeakMap();
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".pa-copy");
    if (!button || !(await copy(wordsOf(button)))) return;
    button.focus();
    if (!before.has(button)) before.set(button, button.textContent);
    if (!status.isConnected) document.body.append(status);
    button.textContent = status.textContent = DONE[button.closest("[lang]")?.lang] ?? DONE["zh-Hans"];
    setTimeout(() => { button.textContent = before.get(button); status.textContent = ""; }, 2500);
  });
})();
