"use strict";
// Shows how far a job is; without script, the link on the page does the same.
(() => {
  const PAUSE = 1500;
  const refresh = async () => {
    const shown = document.getElementById("job");
    if (!shown || shown.dataset.over === "yes") return;
    try {
      const reply = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const now = page.getElementById("job");
      if (!now) return; // the session is over
      // The status line is kept, so that readers of the screen hear it only when it changes.
      const status = shown.querySelector("[role=status]");
      const said = now.querySelector("[role=status]");
      if (status.textContent.trim() !== said.textContent.trim()) status.innerHTML = said.innerHTML;
      while (status.nextSibling) status.nextSibling.remove();
      while (said.nextSibling) shown.append(said.nextSibling);
      shown.dataset.over = now.dataset.over;
    } catch (error) {
      // the server may be busy: the next time may go better
    }
    setTimeout(refresh, PAUSE);
  };
  setTimeout(refresh, PAUSE);
})();
