# The assistant with its documents, index and model inside: it needs no network when it runs.
FROM python:3.12-slim AS build
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends make git && rm -rf /var/lib/apt/lists/*
COPY . .
RUN python -m venv .venv && make PYTHON=python .venv/.app-ready
# Prepare model and index now, so that a container is ready within seconds.
RUN .venv/bin/policy-assistant search --data /app/seed "政策" > /dev/null

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 assistant
WORKDIR /app
COPY --from=build --chown=assistant /app /app
COPY --from=build --chown=assistant /root/.cache/policy-assistant /home/assistant/.cache/policy-assistant
RUN mkdir /data && cp -r /app/seed/. /data/ && chown -R assistant /data
USER assistant
ENV POLICY_ASSISTANT_DATA_DIR=/data POLICY_ASSISTANT_HOST=0.0.0.0 POLICY_ASSISTANT_PORT=7860
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["/app/.venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/readyz', timeout=4)"]
CMD ["/app/.venv/bin/policy-assistant", "serve"]
