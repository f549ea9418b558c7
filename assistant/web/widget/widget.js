// 政策问答 widget: <script src="https://…/widget.js" data-place="重庆市" data-script="zh-Hant" defer></script>
// One custom element in a shadow root for each script tag. Nothing is stored in the browser,
// nothing is asked of another host than the script's own, and text only ever enters the page
// as text. data-script: zh-Hans or zh-Hant; data-place; data-title; data-audience: resident or official;
// data-citations: off shows no quotes below an answer, only the marks in it.
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
      stopped: "已停止", next: "接着问", why: "哪里不好？",
      reasons: { reason_wrong: "答得不对", reason_off: "答非所问", reason_unclear: "看不明白", reason_department: "部门不对" },
      steps: { retrieve: "检索文件", select: "检索文件", compose: "组织答复", verify: "核对原文", present: "核对原文" },
    },
    "zh-Hant": {
      title: "政策問答", open: "打開政策問答", close: "關閉", ask: "提問", stop: "停止",
      question: "您的問題", hint: "例如：搬遷後低保怎麼轉？", log: "問答記錄",
      hello: "請說您想了解的政策。只回答收錄文件裡寫明的內容；請勿填寫身分證號等個人資訊。",
      departments: "責任部門", basis: "依據", notices: "請注意", converted: "繁體對照",
      source: "查看原文全文", failed: "沒有成功，請再試一次。", often: "提問太頻繁，請稍等再問。",
      useful: "有用", useless: "沒有用", thanks: "謝謝您的意見。", working: "正在查找…", done: "已答覆",
      stopped: "已停止", next: "接著問", why: "哪裡不好？",
      reasons: { reason_wrong: "答得不對", reason_off: "答非所問", reason_unclear: "看不明白", reason_department: "部門不對" },
      steps: { retrieve: "檢索文件", select: "檢索文件", compose: "組織答覆", verify: "核對原文", present: "核對原文" },
    },
  };

  const BASES = Object.values(WORDS).map(({ basis }) => `${basis}：`); // how the text's line of sources begins
  const MARKS = { 条: "條", 编: "編", 节: "節", 项: "項" }; // labels of clauses come in Simplified
  const STYLE = "__STYLE__"; // the server puts widget.css here

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

  let byScript = false; // whether the page's policy has been found to allow nothing else

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
        make("div", { class: "head" }, make("h2", { id: "t", text: words.title }), make("button", { type: "button", text: words.close, onclick: () => this.close() })),
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
      const response = await this.post("ask/stream", body, this.running.signal);
      if (response === null) { this.show(await this.load("ask", body, this.running.signal), reply); return; }
      if (!response.ok) {
        const problem = response.status === 429 ? this.words.often : undefined;
        throw Object.assign(new Error(response.statusText), { userMessage: problem });
      }
      let text = "";
      for await (const { event, data } of events(response)) {
        if (event === "step") {
          const step = this.words.steps[data.step];
          if (step && !text) reply.replaceChildren(make("p", { class: "busy", text: `${step}…` }));
        } else if (event === "delta") {
          text += data.text;
          reply.replaceChildren(make("p", { text }));
        } else if (event === "answer") {
          this.show(data, reply);
        } else if (event === "error") {
          throw Object.assign(new Error(data.detail), { userMessage: data.detail_zh });
        }
      }
    }

    show(answer, reply) {
      reply.replaceChildren(...this.render(answer));
      this.status.textContent = `${this.words.done}：${answer.text}`;
    }

    /** The response, or null where the page may not call the assistant (see load). */
    async post(path, body, signal) {
      if (byScript) return null;
      try {
        return await fetch(`${this.base}/api/v1/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, credentials: "omit", body: JSON.stringify(body), signal });
      } catch (error) {
        if (error.name === "AbortError") throw error;
        return null;
      }
    }

    /** The same by importing a module: a page whose policy lets only scripts come from the assistant allows this. */
    async load(path, body, signal) {
      const bytes = new TextEncoder().encode(JSON.stringify(body));
      const encoded = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
      const stopped = new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      const module = await Promise.race([import(`${this.base}/api/v1/${path}.js?body=${encoded}&n=${newId()}`), stopped]);
      byScript = true;
      const { result, problem } = module.default;
      if (problem) throw Object.assign(new Error(problem.detail), { userMessage: problem.status === 429 ? this.words.often : problem.detail_zh });
      return result;
    }

    fail(reply, message) {
      reply.replaceChildren(make("p", { class: "note", text: message }));
      this.status.textContent = message;
    }

    /** Text, citations, follow-ups, feedback; departments and notices that the text does not have. */
    render(answer) {
      const { words } = this;
      const cards = this.settings.citations !== "off" ? answer.citations : [];
      const lines = answer.text.split("\n").filter(Boolean).filter((line) => !cards.length || !BASES.some((basis) => line.startsWith(basis)));
      const parts = lines.map((line) => make("p", { text: line }));
      const untold = new Map(answer.departments.map((item) => [item.name, item]).filter(([name, item]) => !answer.text.includes(item.name_converted ?? name)));
      if (untold.size) {
        parts.push(make("h3", { text: words.departments }), make("ul", {}, ...[...untold.values()].map((item) =>
          make("li", { text: item.name }, make("small", { text: item.role_converted ?? item.role })))));
      }
      for (const { text } of answer.notices) if (!answer.text.includes(text)) parts.push(make("p", { class: "note", role: "note", text }));
      if (cards.length) parts.push(make("h3", { text: words.basis }), ...cards.map((citation) => this.card(citation, answer.script)));
      if (answer.suggestions.length) {
        parts.push(make("h3", { text: words.next }), make("div", { class: "row" }, ...answer.suggestions.map((text) =>
          make("button", { type: "button", text, onclick: () => { if (!this.running) this.ask(text); } }))));
      }
      parts.push(this.opinion(answer.id));
      return parts;
    }

    card(citation, script) {
      const { document: source, clause } = citation;
      const label = script === "zh-Hant" ? clause.label.replace(/[条编节项]/g, (mark) => MARKS[mark]) : clause.label;
      const number = source.document_number ? `（${source.document_number}）` : "";
      const path = clause.id ? `clauses/${encodeURIComponent(clause.id)}` : `documents/${encodeURIComponent(source.id)}`;
      const href = `${this.base}/${path}?start=${citation.start}&end=${citation.end}`;
      const card = make("details", {}, make("summary", { text: `〔${citation.n}〕《${source.title}》${number}${label} ${clause.heading}` }), make("blockquote", { text: citation.quote }));
      if (citation.quote_converted) card.append(make("p", { text: `${this.words.converted}：${citation.quote_converted}` }));
      card.append(make("a", { href, target: "_blank", rel: "noopener", text: this.words.source }));
      return card;
    }

    opinion(id) {
      const { words } = this;
      const row = make("div", { class: "row" });
      const give = async (helpful, reasons) => {
        row.replaceChildren(make("p", { text: words.thanks }));
        this.status.textContent = words.thanks;
        this.box.focus();
        const body = { answer_id: id, helpful, reasons };
        // An opinion that is lost must not trouble the asker.
        try { if (await this.post("feedback", body) === null) await this.load("feedback", body); } catch { /* lost */ }
      };
      const choice = (text, onclick) => make("button", { type: "button", text, onclick });
      const ask = () => {
        row.replaceChildren(make("p", { text: words.why }), ...Object.entries(words.reasons).map(([key, text]) => choice(text, () => give(false, [key]))));
        row.querySelector("button").focus();
      };
      row.append(choice(words.useful, () => give(true, [])), choice(words.useless, ask));
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
