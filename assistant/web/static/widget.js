// 政策问答 widget: <script src="https://…/widget.js" data-place="重庆市" data-script="zh-Hant" defer></script>
// One custom element in a shadow root for each script tag. Nothing is stored in the browser,
// nothing is asked of another host than the script's own, and text only ever enters the page
// as text. data-script: zh-Hans or zh-Hant; data-place; data-title; data-audience: resident or official.
(() => {
  "use strict";

  const WORDS = {
    "zh-Hans": {
      title: "政策问答", open: "打开政策问答", close: "关闭", ask: "提问", stop: "停止",
      question: "您的问题", hint: "例如：搬迁后低保怎么转？", log: "问答记录",
      hello: "请说您想了解的政策。只回答收录文件里写明的内容；请勿填写身份证号等个人信息。",
      departments: "责任部门", basis: "依据", notices: "请注意", converted: "简体对照",
      source: "查看原文全文", failed: "没有成功，请再试一次。", often: "提问太频繁，请稍等再问。",
      useful: "有用", useless: "没有用", thanks: "谢谢您的意见。", working: "正在查找…", done: "已答复",
      stopped: "已停止", next: "接着问",
    },
    "zh-Hant": {
      title: "政策問答", open: "打開政策問答", close: "關閉", ask: "提問", stop: "停止",
      question: "您的問題", hint: "例如：搬遷後低保怎麼轉？", log: "問答記錄",
      hello: "請說您想了解的政策。只回答收錄文件裡寫明的內容；請勿填寫身分證號等個人資訊。",
      departments: "責任部門", basis: "依據", notices: "請注意", converted: "繁體對照",
      source: "查看原文全文", failed: "沒有成功，請再試一次。", often: "提問太頻繁，請稍等再問。",
      useful: "有用", useless: "沒有用", thanks: "謝謝您的意見。", working: "正在查找…", done: "已答覆",
      stopped: "已停止", next: "接著問",
    },
  };

  const STYLE = `
    :host { all: initial; --blue: #1d4f91; --ink: #1f2933; --soft: #4a5866; --line: #cbd5df; --paper: #fff; --pale: #eef3f9;
      position: fixed; inset-inline-end: 1rem; inset-block-end: calc(1rem + var(--nth, 0) * 4rem); z-index: 2147483000;
      font: 16px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink); }
    :host([data-open]) { z-index: 2147483001; } /* above the launchers of other widgets on the page */
    * { box-sizing: border-box; font: inherit; }
    button { cursor: pointer; border: 1px solid var(--line); background: var(--paper); color: var(--blue); border-radius: .4rem; padding: .3rem .75rem; min-height: 2.5rem; }
    button.main { background: var(--blue); border-color: var(--blue); color: #fff; }
    button.launch { border-radius: 2rem; padding: .5rem 1.25rem; min-height: 3rem; box-shadow: 0 2px 8px #0004; }
    :focus-visible { outline: 3px solid #f0b429; outline-offset: 2px; }
    .panel { position: fixed; inset-inline-end: 1rem; inset-block-end: 1rem; width: min(26rem, calc(100vw - 2rem));
      height: min(40rem, calc(100dvh - 2rem)); display: flex; flex-direction: column; background: var(--paper);
      border: 1px solid var(--line); border-radius: .6rem; box-shadow: 0 6px 24px #0005; overflow: hidden; }
    .panel[hidden], [hidden] { display: none; }
    header { display: flex; align-items: center; justify-content: space-between; padding: .4rem .5rem .4rem 1rem; background: var(--blue); color: #fff; }
    h2 { margin: 0; font-weight: 600; }
    header button { background: transparent; border-color: transparent; color: #fff; }
    .log { flex: 1; min-height: 6rem; overflow-y: auto; padding: .75rem 1rem; overflow-wrap: anywhere; }
    .log p { margin: .3rem 0; white-space: pre-wrap; }
    .asked { margin: .75rem 0 .5rem 20% !important; padding: .35rem .75rem; border-radius: .5rem; background: var(--blue); color: #fff; width: fit-content; max-width: 80%; margin-inline-start: auto !important; }
    h3 { margin: .75rem 0 .25rem; font-weight: 600; }
    ul { margin: .25rem 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .35rem; }
    li { border: 1px solid var(--line); border-radius: .35rem; padding: 0 .5rem; }
    small { background: #dfeaf7; color: #143b6d; border-radius: .25rem; padding: 0 .35rem; margin-inline-start: .35rem; }
    .note { border-inline-start: 4px solid #b7791f; background: #fff8e6; color: #4a3206; padding: .35rem .75rem; margin: .5rem 0; }
    details { border: 1px solid var(--line); border-radius: .4rem; margin: .35rem 0; padding: .25rem .75rem; }
    summary { cursor: pointer; }
    blockquote { margin: .35rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid #e0b93c; }
    a { color: var(--blue); }
    .busy { color: var(--soft); }
    .row { display: flex; flex-wrap: wrap; gap: .35rem; margin: .4rem 0; }
    .row button { text-align: start; }
    form { display: grid; grid-template-columns: 1fr auto; gap: .25rem .5rem; padding: .5rem .75rem .75rem; border-block-start: 1px solid var(--line); }
    label { grid-column: 1 / -1; color: var(--soft); }
    textarea { resize: none; height: 4.2rem; width: 100%; min-width: 0; padding: .35rem .5rem; border: 1px solid #7b8794; border-radius: .4rem; color: inherit; background: var(--paper); }
    .status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media (max-width: 30rem), (max-height: 30rem) {
      .panel { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
      textarea { height: 2.75rem; }
    }
    @media (prefers-color-scheme: dark) {
      :host { --blue: #2a66b8; --ink: #e4e9ee; --soft: #b3bfcb; --line: #46525f; --paper: #151c24; --pale: #1f2a36; }
      a, button:not(.main) { color: #9cc3f5; }
      .note { background: #3a2d0c; color: #fbe8b9; }
      small { background: #20395c; color: #d5e5fb; }
    }
    @media (prefers-reduced-motion: no-preference) { .log { scroll-behavior: smooth; } }
    @media print { :host { display: none; } }
  `;

  /** A new element with text and children; never with markup. */
  function make(tag, options = {}, ...children) {
    const element = document.createElement(tag);
    const { text, ...rest } = options;
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(rest)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  /** A name for a conversation; randomUUID exists on https pages only. */
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Yields {event, data} of a response in the format of server-sent events. */
  async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const frames = (rest + value).split("\n\n");
      rest = frames.pop();
      for (const frame of frames) {
        const lines = frame.split("\n");
        const event = lines.find((line) => line.startsWith("event: "))?.slice(7);
        const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
        if (event) yield { event, data: JSON.parse(data.join("\n")) };
      }
    }
  }

  class PolicyAssistantWidget extends HTMLElement {
    configure(base, settings, nth) {
      this.base = base;
      this.settings = settings;
      this.script = settings.script === "zh-Hant" ? "zh-Hant" : "zh-Hans";
      this.words = { ...WORDS[this.script], ...(settings.title ? { title: settings.title } : {}) };
      this.conversation = newId();
      this.style.setProperty("--nth", nth);
      return this;
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.launch = make("button", {
        text: this.words.title, class: "main launch", type: "button", lang: this.script,
        "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": this.words.open, onclick: () => this.open(),
      });
      root.append(this.launch);
    }

    /** Builds the panel on first use, so that a page which never opens it pays nothing. */
    open() {
      this.panel ??= this.build();
      this.panel.hidden = false;
      this.launch.hidden = true;
      this.toggleAttribute("data-open", true);
      this.launch.setAttribute("aria-expanded", "true");
      this.box.focus();
    }

    close() {
      this.panel.hidden = true;
      this.launch.hidden = false;
      this.toggleAttribute("data-open", false);
      this.launch.setAttribute("aria-expanded", "false");
      this.launch.focus();
    }

    build() {
      const { words } = this;
      this.log = make("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.log, tabindex: "0" }, make("p", { text: words.hello }));
      this.box = make("textarea", { id: "q", rows: "2", maxlength: "2000", placeholder: words.hint, onkeydown: (event) => this.key(event) });
      this.send = make("button", { class: "main", type: "submit", text: words.ask });
      this.status = make("div", { class: "status", role: "status" });
      const form = make("form", { onsubmit: (event) => { event.preventDefault(); this.submit(); } },
        make("label", { for: "q", text: words.question }), this.box, this.send);
      const panel = make("div", { class: "panel", role: "dialog", "aria-modal": "true", "aria-labelledby": "t", lang: this.script, onkeydown: (event) => this.trap(event) },
        make("header", {}, make("h2", { id: "t", text: words.title }), make("button", { type: "button", text: words.close, onclick: () => this.close() })),
        this.log, form, this.status);
      this.shadowRoot.append(panel);
      return panel;
    }

    /** Enter sends, but not while an input method is composing (pinyin). */
    key(event) {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    }

    trap(event) {
      if (event.key === "Escape") { event.stopPropagation(); this.close(); return; }
      if (event.key !== "Tab") return;
      const stops = [...this.panel.querySelectorAll("button, textarea, a[href], summary, [tabindex='0']")].filter((stop) => stop.offsetParent !== null);
      const [first, last] = [stops[0], stops[stops.length - 1]];
      const at = this.shadowRoot.activeElement;
      if (event.shiftKey && at === first) { event.preventDefault(); last.focus(); }
      else if (!event.shiftKey && at === last) { event.preventDefault(); first.focus(); }
    }

    submit() {
      if (this.running) { this.running.abort(); return; }
      const question = this.box.value.trim();
      if (question) { this.box.value = ""; this.ask(question); }
    }

    async ask(question) {
      const { words } = this;
      this.running = new AbortController();
      this.send.textContent = words.stop;
      this.status.textContent = words.working;
      const asked = make("p", { class: "asked", text: question });
      const reply = make("div", {}, make("p", { class: "busy", text: words.working }));
      this.log.append(asked, reply);
      this.log.scrollTop += asked.getBoundingClientRect().top - this.log.getBoundingClientRect().top - 8;
      try {
        await this.receive(question, reply);
      } catch (error) {
        this.fail(reply, error.name === "AbortError" ? words.stopped : error.userMessage ?? words.failed);
      } finally {
        this.running = null;
        this.send.textContent = words.ask;
      }
    }

    async receive(question, reply) {
      const body = { question, conversation_id: this.conversation, place: this.settings.place || null, audience: this.settings.audience === "official" ? "official" : "resident", script: this.settings.script ? this.script : null };
      const response = await fetch(`${this.base}/api/v1/ask/stream`, {
        method: "POST", headers: { "Content-Type": "application/json" }, credentials: "omit", body: JSON.stringify(body), signal: this.running.signal,
      });
      if (!response.ok) {
        const problem = response.status === 429 ? this.words.often : undefined;
        throw Object.assign(new Error(response.statusText), { userMessage: problem });
      }
      let text = "";
      for await (const { event, data } of events(response)) {
        if (event === "delta") {
          text += data.text;
          reply.replaceChildren(make("p", { text }));
        } else if (event === "answer") {
          reply.replaceChildren(...this.render(data));
          this.status.textContent = `${this.words.done}：${data.text}`;
        } else if (event === "error") {
          throw Object.assign(new Error(data.detail), { userMessage: data.detail_zh });
        }
      }
    }

    fail(reply, message) {
      reply.replaceChildren(make("p", { class: "note", text: message }));
      this.status.textContent = message;
    }

    /** Text, departments, notices, citations, follow-ups, feedback. */
    render(answer) {
      const { words } = this;
      const parts = answer.text.split("\n").filter(Boolean).map((line) => make("p", { text: line }));
      if (answer.departments.some(({ name }) => !answer.text.includes(name))) { // else the text says it
        parts.push(make("h3", { text: words.departments }), make("ul", {}, ...answer.departments.map((department) =>
          make("li", { text: department.name }, make("small", { text: department.role })))));
      }
      for (const notice of answer.notices) parts.push(make("p", { class: "note", role: "note", text: notice.text }));
      if (answer.citations.length) parts.push(make("h3", { text: words.basis }), ...answer.citations.map((citation) => this.card(citation)));
      if (answer.suggestions.length) {
        parts.push(make("h3", { text: words.next }), make("div", { class: "row" }, ...answer.suggestions.map((text) =>
          make("button", { type: "button", text, onclick: () => { if (!this.running) this.ask(text); } }))));
      }
      parts.push(this.opinion(answer.id));
      return parts;
    }

    card(citation) {
      const { document: source, clause } = citation;
      const number = source.document_number ? `（${source.document_number}）` : "";
      const path = clause.id ? `clauses/${encodeURIComponent(clause.id)}` : `documents/${encodeURIComponent(source.id)}`;
      const href = `${this.base}/${path}?start=${citation.start}&end=${citation.end}`;
      const card = make("details", {}, make("summary", { text: `〔${citation.n}〕《${source.title}》${number}${clause.label} ${clause.heading}` }), make("blockquote", { text: citation.quote }));
      if (citation.quote_converted) card.append(make("p", { text: `${this.words.converted}：${citation.quote_converted}` }));
      card.append(make("a", { href, target: "_blank", rel: "noopener", text: this.words.source }));
      return card;
    }

    opinion(id) {
      const row = make("div", { class: "row" });
      const give = (helpful) => {
        fetch(`${this.base}/api/v1/feedback`, { method: "POST", headers: { "Content-Type": "application/json" }, credentials: "omit", body: JSON.stringify({ answer_id: id, helpful }) })
          .catch(() => undefined); // an opinion that is lost must not trouble the asker
        row.replaceChildren(make("p", { text: this.words.thanks }));
        this.status.textContent = this.words.thanks;
        this.box.focus();
      };
      row.append(make("button", { type: "button", text: this.words.useful, onclick: () => give(true) }), make("button", { type: "button", text: this.words.useless, onclick: () => give(false) }));
      return row;
    }
  }

  if (!customElements.get("policy-assistant-widget")) customElements.define("policy-assistant-widget", PolicyAssistantWidget);
  const tag = document.currentScript;
  const base = new URL(".", tag.src).href.replace(/\/$/, "");
  const start = () => {
    const nth = document.querySelectorAll("policy-assistant-widget").length;
    document.body.append(document.createElement("policy-assistant-widget").configure(base, { ...tag.dataset }, nth));
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
