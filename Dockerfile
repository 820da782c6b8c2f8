FROM node:22-slim AS front-end
WORKDIR /srv
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --home-dir /srv/var daccom
WORKDIR /srv/app
COPY requirements.lock requirements-uv.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.lock \
    && uv pip install --system --no-cache --require-hashes -r requirements.lock
COPY --from=front-end /srv/node_modules ./node_modules
COPY . .
ENV PYTHONUNBUFFERED=1 VAR_DIR=/srv/var COLLECTED_STATIC=true
USER daccom
RUN python manage.py collectstatic --no-input && mkdir --mode=700 /srv/var/extracts
EXPOSE 8000
CMD ["gunicorn", "daccom.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--no-control-socket", "--access-logfile=-"]
