import { numbers } from '../e2e/lint/numbers';

/** Chooses at random. */
class Choice {
  public constructor(private readonly random: () => number) {}

  /** One of them. */
  public of<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)];
  }

  /** The lines, or none, so often. */
  public maybe(share: number, ...lines: string[]): string[] {
    return this.random() < share ? lines : [];
  }

  /** Some of them, at least so many, in their order. */
  public some(values: readonly string[], least: number): string[] {
    const left = [...values];
    const most = least + Math.floor(this.random() * (values.length - least + 1));
    while (left.length > most) left.splice(Math.floor(this.random() * left.length), 1);
    return left;
  }
}

interface Kind {
  /** Of a hundred. */
  readonly share: number;
  readonly lines: (choice: Choice) => string[];
}

const PACKAGES = ['bash', 'build-essential', 'ca-certificates', 'curl', 'ffmpeg', 'git', 'gnupg', 'jq', 'libpq-dev', 'libssl-dev', 'locales', 'openssh-client', 'tini', 'tzdata', 'unzip', 'wget', 'zlib1g-dev'];

/** As public repositories have them, slips included: what a linter finds in real files, it has to find here. */
const KINDS: Record<string, Kind> = {
  tiny: {
    share: 12,
    lines: choice => [
      `FROM ${choice.of(['alpine', 'nginx:1.27', 'scratch', 'busybox:1.37', 'httpd:2.4-alpine'])}`,
      ...choice.maybe(0.7, `COPY ${choice.of(['. /usr/share/nginx/html', 'app /', 'dist/ /var/www', './public /htdocs'])}`),
      ...choice.maybe(0.5, choice.of(['CMD ["/app"]', 'EXPOSE 80', 'CMD ./run.sh', 'ENTRYPOINT ["/app", "serve"]'])),
    ],
  },
  node: {
    share: 22,
    lines: choice => {
      const version = choice.of(['18-alpine', '20', '22-bookworm-slim', 'lts']);
      return [
        ...choice.maybe(0.3, '# syntax=docker/dockerfile:1', ''),
        `FROM node:${version} ${choice.of(['AS', 'AS', 'AS', 'as'])} build`,
        'WORKDIR /app',
        ...choice.maybe(0.4, 'ENV NODE_ENV=production'),
        choice.of(['COPY package.json package-lock.json ./', 'COPY package*.json ./', 'ADD package.json yarn.lock /app/']),
        choice.of(['RUN npm ci', 'RUN npm install --production', 'RUN --mount=type=cache,target=/root/.npm npm ci', 'RUN yarn install --frozen-lockfile && yarn cache clean']),
        '',
        'COPY . .',
        ...choice.maybe(0.6, 'RUN npm run build'),
        ...choice.maybe(0.5, '', '# what is shipped', `FROM node:${version}`, 'WORKDIR /app', 'COPY --from=build /app/dist ./dist', ...choice.maybe(0.5, 'USER node')),
        `EXPOSE ${choice.of(['3000', '8080', '80 443', '${PORT}'])}`,
        choice.of(['CMD ["node", "server.js"]', 'CMD npm start', 'CMD [ "npm", "run", "start:prod" ]']),
      ];
    },
  },
  python: {
    share: 18,
    lines: choice => [
      ...choice.maybe(0.4, `ARG PYTHON_VERSION=${choice.of(['3.11', '3.12', '3.13'])}`),
      `FROM python:${choice.of(['3.12-slim', '3.11', '${PYTHON_VERSION:-3.12}-alpine'])}`,
      ...choice.maybe(0.6, 'ENV PYTHONUNBUFFERED=1 \\', '    PYTHONDONTWRITEBYTECODE=1 \\', '    PATH="/venv/bin:$PATH"'),
      ...choice.maybe(0.5, 'RUN apt-get update && apt-get install -y --no-install-recommends \\', ...choice.some(PACKAGES, 2).map(name => `    ${name} \\`), '    && rm -rf /var/lib/apt/lists/*'),
      `WORKDIR ${choice.of(['/app', '/usr/src/app', 'app'])}`,
      'COPY requirements.txt .',
      choice.of(['RUN pip install --no-cache-dir -r requirements.txt', 'RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt']),
      'COPY . .',
      ...choice.maybe(0.3, 'RUN adduser --disabled-password --gecos "" app && chown -R app:app /app', 'USER app'),
      ...choice.maybe(0.3, 'HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8000/ || exit 1'),
      'EXPOSE 8000',
      choice.of(['CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]', 'CMD python manage.py runserver 0.0.0.0:8000', 'ENTRYPOINT ["python", "-m", "app"]']),
    ],
  },
  compiled: {
    share: 16,
    lines: choice => [
      ...choice.maybe(0.4, '# syntax=docker/dockerfile:1'),
      ...choice.maybe(0.5, 'ARG GO_VERSION=1.24'),
      `FROM ${choice.of(['--platform=$BUILDPLATFORM golang:${GO_VERSION:-1.24} AS build', 'golang:1.24-alpine AS builder', 'rust:1.88 as build'])}`,
      'WORKDIR /src',
      ...choice.maybe(0.5, 'ARG TARGETOS TARGETARCH'),
      ...choice.maybe(0.4, 'ARG VERSION=dev', 'LABEL org.opencontainers.image.version=$VERSION'),
      'COPY go.mod go.sum ./',
      choice.of(['RUN go mod download', 'RUN --mount=type=cache,target=/go/pkg/mod go mod download -x']),
      'COPY . .',
      'RUN --mount=type=cache,target=/root/.cache/go-build \\',
      '    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\',
      '    go build -trimpath -ldflags="-s -w -X main.version=${VERSION}" -o /out/app ./cmd/app',
      '',
      `FROM ${choice.of(['scratch', 'gcr.io/distroless/static-debian12:nonroot', 'alpine:3.22'])}`,
      ...choice.maybe(0.5, 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/'),
      `COPY --from=${choice.of(['build', 'builder', '0'])} /out/app /app`,
      ...choice.maybe(0.4, 'USER 65532:65532'),
      'ENTRYPOINT ["/app"]',
    ],
  },
  service: {
    share: 14,
    lines: choice => [
      ...choice.maybe(0.6, '#', '# The database behind everything.', '# Ports and volumes: see the wiki.', '#'),
      `FROM ${choice.of(['debian:bookworm-slim', 'ubuntu:24.04', 'debian:12'])}`,
      'ARG DEBIAN_FRONTEND=noninteractive',
      `ENV LANG=C.UTF-8 TZ=${choice.of(['UTC', 'Europe/Berlin', '"America/New_York"'])}`,
      'RUN set -eux; \\',
      '    apt-get update; \\',
      '    apt-get install -y --no-install-recommends \\',
      ...choice.some(PACKAGES, 4).map(name => `        ${name} \\`),
      ...choice.maybe(0.3, '        # for the nightly export'),
      '    ; \\',
      '    rm -rf /var/lib/apt/lists/*',
      ...choice.maybe(0.4, 'RUN curl -fsSL https://example.org/key.asc | gpg --dearmor -o /usr/share/keyrings/example.gpg && \\', '    echo "deb [signed-by=/usr/share/keyrings/example.gpg] https://example.org/apt stable main" > /etc/apt/sources.list.d/example.list'),
      ...choice.maybe(0.2, "COPY <<'EOF' /etc/service.conf", 'listen = 0.0.0.0:5432', 'data = /var/lib/service', 'EOF'),
      'COPY --chmod=755 docker-entrypoint.sh /usr/local/bin/',
      'VOLUME ["/var/lib/service"]',
      'EXPOSE 5432/tcp 9187',
      ...choice.maybe(0.4, 'STOPSIGNAL SIGINT'),
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["service", "--config", "/etc/service.conf"]',
    ],
  },
  java: {
    share: 9,
    lines: choice => [
      `FROM ${choice.of(['maven:3-eclipse-temurin-21', 'gradle:8-jdk21'])} AS build`,
      'WORKDIR /workspace',
      'COPY pom.xml .',
      'COPY src src',
      choice.of(['RUN mvn -B -q package -DskipTests', 'RUN --mount=type=cache,target=/root/.m2 mvn -B package']),
      `FROM eclipse-temurin:${choice.of(['17-jre', '21-jre-alpine'])}`,
      ...choice.maybe(0.5, 'ENV JAVA_OPTS="-XX:MaxRAMPercentage=75 -Dfile.encoding=UTF-8"'),
      'COPY --from=build /workspace/target/*.jar /app.jar',
      'EXPOSE 8080',
      choice.of(['ENTRYPOINT ["java", "-jar", "/app.jar"]', 'ENTRYPOINT java $JAVA_OPTS -jar /app.jar']),
    ],
  },
  old: {
    share: 9,
    lines: choice => [
      `from ${choice.of(['ubuntu:14.04', 'centos:7', 'debian:jessie'])}`,
      'MAINTAINER Some One <some.one@example.org>',
      'ENV HOME /root',
      ...choice.maybe(0.5, 'ENV APP_VERSION 1.2.3'),
      'run apt-get update',
      `RUN apt-get install -y ${choice.some(PACKAGES, 2).join(' ')}`,
      'ADD . /opt/app',
      ...choice.maybe(0.5, 'RUN cd /opt/app && ./configure --prefix=$PREFIX && make && make install'),
      'WORKDIR /opt/app',
      'EXPOSE 22 80',
      choice.of(['CMD /opt/app/run.sh', 'CMD ["/usr/sbin/sshd", "-D"]']),
    ],
  },
};

/** So many Dockerfiles, the same each time. */
export function dockerfiles(count: number): string[] {
  const random = numbers(1);
  const choice = new Choice(random);
  const kinds = Object.values(KINDS).flatMap(kind => new Array<Kind>(kind.share).fill(kind));
  return Array.from({ length: count }, () => `${choice.of(kinds).lines(choice).join('\n')}\n`);
}

/** One Dockerfile of about so many bytes: the instructions of small ones, a stage for each. */
export function largeDockerfile(bytes: number): string {
  const stages: string[] = [];
  let length = 0;
  for (const text of dockerfiles(Math.ceil(bytes / 100))) {
    if (length >= bytes) break;
    // Directives and arguments above FROM would stand between stages; names of stages have to differ.
    const from = text.search(/^from /im);
    const stage = text.slice(from).replace(/ as (build|builder)\b/gi, ` AS $1-${stages.length}`).replace(/--from=(build|builder)\b/g, `--from=$1-${stages.length}`);
    stages.push(stage);
    length += stage.length;
  }
  return stages.join('\n');
}
