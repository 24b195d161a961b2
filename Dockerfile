# Cohort for a container engine: everything is built in the first stage, nothing is fetched when it runs.
# 3.11 is what the tests run on. Pin the digest you trust: FROM python:3.11-slim-bookworm@sha256:…
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements/image.txt requirements/build.txt requirements/
RUN python -m venv /opt/cohort \
    && /opt/cohort/bin/python -m pip install --require-hashes -r requirements/image.txt \
    && python -m pip install --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md ./
COPY bot bot
COPY cogs cogs
COPY migrations migrations
COPY roadmaps roadmaps
RUN python -m pip wheel --no-build-isolation --no-deps --wheel-dir /tmp/wheel . \
    && /opt/cohort/bin/python -m pip install --no-deps --no-index /tmp/wheel/*.whl \
    && /opt/cohort/bin/python -m pip uninstall --yes pip \
    && /opt/cohort/bin/python -m compileall -q /opt/cohort/lib

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Cohort" \
      org.opencontainers.image.description="A Discord bot for study groups that follow machine-learning-engineer roadmaps"
# What puts Bengali letters together: without it pictures are English.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libfribidi0 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 cohort \
    && useradd --uid 10001 --gid cohort --no-create-home --home-dir /data --shell /usr/sbin/nologin cohort \
    && install --directory --owner=cohort --group=cohort --mode=0700 /data
COPY --from=build /opt/cohort /opt/cohort
# Only /data is written to, so the root may be read-only; what SQLite sorts may be larger than /tmp. Health and figures stay inside the container.
ENV PATH=/opt/cohort/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    SQLITE_TMPDIR=/data \
    COHORT_DATA_DIR=/data \
    COHORT_HTTP=127.0.0.1:9090 \
    LOG_FORMAT=json
USER cohort
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
# Asks whether the process lives. An outage of Discord must not have it restarted, so not whether it is ready.
# It asks where COHORT_HTTP says, whatever it was set to: `:9090` is this machine, empty is nowhere.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; at = os.environ.get('COHORT_HTTP'); at and web.urlopen('http://' + '127.0.0.1' * at.startswith(':') + at + '/livez', timeout=4)"]
ENTRYPOINT ["cohort"]
CMD ["run"]
