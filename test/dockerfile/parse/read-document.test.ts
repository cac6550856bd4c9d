import { describe, expect, test } from 'vitest';
import { DockerfileDocument, Run, _readDocument } from '../../../src/dockerfile';

const printed = (text: string) => new DockerfileDocument(_readDocument(text)).print();
/** What is printed below `FROM a`. */
const below = (text: string) => printed(`FROM a\n${text}`).replace(/^FROM a\n/, '').replace(/\n$/, '');

describe('is read and printed as', () => {
  test.each([
    { text: 'ENV a b c', prints: 'ENV a="b c"' },
    { text: "ENV a='b' c=\"d\" e=f\\ g", prints: 'ENV a=b \\\n    c=d \\\n    e="f g"' },
    { text: 'LABEL "a.b"="c"', prints: 'LABEL a.b=c' },
    { text: 'ARG a b="c"', prints: 'ARG a \\\n    b=c' },
    { text: 'run   a   b', prints: 'RUN a   b' },
    { text: 'RUN apk add \\\n    b \\\n    # comment\n    c', prints: 'RUN apk add \\\n    b \\\n    # comment\n    c' },
    { text: 'RUN set -eux; \\\n\tapt-get update;\\\n\n\t\tcurl \\\n', prints: 'RUN set -eux; \\\n\tapt-get update;\\\n\t\tcurl' },
    { text: 'RUN \\\n  # first\n  a \\\n  # second\n  # third\n  b', prints: '# first\nRUN a \\\n  # second\n  # third\n  b' },
    { text: 'RUN # a \\\n b', prints: 'RUN # a  b' },
    { text: 'RUN cat <<A \\\n && cat <<B\na\nA\nb\nB', prints: 'RUN cat <<A \\\n && cat <<B\na\nA\nb\nB' },
    { text: 'ONBUILD RUN a \\\n b', prints: 'ONBUILD RUN a \\\n b' },
    { text: 'HEALTHCHECK --retries=1 \\\n CMD a \\\n || b', prints: 'HEALTHCHECK --retries=1 \\\n    CMD a \\\n || b' },
    { text: 'ENTRYPOINT a \\\n\tb', prints: 'ENTRYPOINT a \\\n\tb' },
    { text: 'RUN a \\\n && b', prints: 'RUN a \\\n && b' },
    { text: 'RUN -- --a', prints: 'RUN -- --a' },
    { text: 'RUN [ "a" = "b" ]', prints: 'RUN [ "a" = "b" ]' },
    { text: 'RUN ["a b", "c"]', prints: 'RUN ["a b", "c"]' },
    { text: 'RUN --mount=target=/a --network=none b', prints: 'RUN --mount=type=bind,target=/a \\\n    --network=none \\\n    b' },
    { text: 'RUN --mount=from=b c', prints: 'RUN --mount=type=bind,from=b,target=. c' },
    { text: 'RUN --mount=type=cache,dst=/a,readonly=false,SHARING=LOCKED b', prints: 'RUN --mount=type=cache,target=/a,sharing=locked b' },
    { text: 'RUN --mount=type=secret,source=a,required b', prints: 'RUN --mount=type=secret,id=a,required b' },
    { text: 'RUN <<EOF\na\nEOF', prints: "RUN <<'EOF'\na\nEOF" },
    { text: 'RUN <<-EOF\n\ta\n\tEOF', prints: "RUN <<'EOF'\na\nEOF" },
    { text: 'RUN <<EOF cat > /a\nb\nEOF', prints: 'RUN <<EOF cat > /a\nb\nEOF' },
    { text: 'RUN cat <<"EOF" > /a\nb\nEOF', prints: "RUN <<'SH'\ncat <<\"EOF\" > /a\nb\nEOF\nSH" },
    { text: 'COPY "a" b', prints: 'COPY a b' },
    { text: 'COPY ["a b", "/c/"]', prints: 'COPY ["a b", "/c/"]' },
    { text: 'COPY *.c [x] /b/', prints: 'COPY ["*.c", "[x]", "/b/"]' },
    { text: 'COPY --link=true --parents=false --chmod=755 a b', prints: 'COPY --chmod=755 --link a b' },
    { text: 'COPY <<a <<"b" /c/\n$A\\t\na\n$B\\t\nb', prints: "COPY <<a <<'b' /c/\n${A}t\na\n$B\\t\nb" },
    { text: 'ADD --unpack=false --keep-git-dir=true https://a.b/c?d*e /f', prints: 'ADD --keep-git-dir --unpack=false https://a.b/c?d*e /f' },
    { text: 'USER "a b"', prints: 'USER "a b"' },
    { text: 'WORKDIR /a\nWORKDIR b/', prints: 'WORKDIR /a\nWORKDIR /a/b' },
    { text: 'VOLUME /a "/b"', prints: 'VOLUME ["/a", "/b"]' },
    { text: 'EXPOSE 80/TCP $A', prints: 'EXPOSE 80/tcp $A' },
    { text: 'EXPOSE 80:8080 127.0.0.1::53/UDP 1-2:3-4 :9', prints: 'EXPOSE 8080 53/udp 3-4 9' },
    { text: 'CMD a "b', prints: 'CMD a "b' },
    { text: 'CMD []', prints: 'CMD []' },
    { text: 'healthcheck none', prints: 'HEALTHCHECK NONE' },
    { text: 'HEALTHCHECK --interval=90s --timeout=1.5s --start-period=1h0m CMD a', prints: 'HEALTHCHECK --interval=90s --timeout=1.5s --start-period=1h0m \\\n    CMD a' },
    { text: 'ONBUILD copy a b', prints: 'ONBUILD COPY a b' },
    { text: 'STOPSIGNAL "SIGINT"', prints: 'STOPSIGNAL SIGINT' },
    { text: 'FROM b As C', prints: 'FROM b AS c' },
    { text: 'FROM --platform=${P} b:${V}', prints: 'FROM --platform=$P b:$V' },
  ])('$text', ({ text, prints }) => {
    expect(below(text)).toBe(prints);
    expect(below(prints)).toBe(prints);
  });
});

describe('a relative directory', () => {
  test('lies where the stage that is continued was', () => {
    expect(printed('FROM a AS b\nWORKDIR /c\nFROM b\nWORKDIR ../d\n')).toContain('FROM b\nWORKDIR /d\n');
  });
  test('lies in the root of what begins with nothing', () => {
    expect(printed('FROM scratch\nWORKDIR a\n')).toBe('FROM scratch\nWORKDIR /a\n');
  });
  test('stays as it is where nothing tells where it lies, or what begins there', () => {
    const text = 'FROM a AS b\nWORKDIR /c\nFROM a\nWORKDIR d\nWORKDIR e$F\nWORKDIR C:/g\nONBUILD WORKDIR h\n';
    expect(printed(text)).toBe(text);
  });
});

describe('comments and empty lines', () => {
  test('stay where they are', () => {
    const text = '# a\n#\n# b\n\nFROM c\n\n\n# d\nRUN e\n# f\n';
    expect(printed(text)).toBe(text);
  });

  test('below directives stay below them', () => {
    const text = '# syntax=docker/dockerfile:1.24\n# check=error=true\n# a\n\n# b\nFROM c\n';
    expect(printed(text)).toBe(text);
  });

  test('that are no directives do not become one', () => {
    expect(printed('\n# escape=`\nFROM a\n')).toBe('#\n# escape=`\nFROM a\n');
    expect(printed('#!/bin/sh\n# escape=`\nFROM a\n')).toBe('# !/bin/sh\n# escape=`\nFROM a\n');
    expect(printed('#!/bin/sh\n# syntax=docker/dockerfile:1\nFROM a\n')).toBe('# syntax=docker/dockerfile:1\n\n# !/bin/sh\n# syntax=docker/dockerfile:1\nFROM a\n');
  });

  test('inside of an ARG do not become its description', () => {
    expect(below('# A is this\nARG A \\\n# A is that\n B')).toBe('# A is that\n#\n# A is this\nARG A \\\n    B');
  });
});

test('the escape character stays', () => {
  expect(printed('# escape=`\nFROM a\nRUN dir C:\\a `\n   /b\nENV A="`"b`""\n')).toBe('# escape=`\n\nFROM a\nRUN dir C:\\a `\n   /b\nENV A="`"b`""\n');
});

test('a document tells the line of an instruction', () => {
  const document = DockerfileDocument.parse('FROM a\n# b\nRUN c \\\n  d\n');
  expect(document.nodes.map(node => document.lineOf(node))).toEqual([1, undefined, 3]);
  expect(new DockerfileDocument({ nodes: document.nodes }).lineOf(document.nodes[0])).toBeUndefined();
});

test('each instruction knows where it was', () => {
  const { nodes, _ranges: ranges } = _readDocument('FROM a\n# b\nRUN c \\\n  d\n');
  const run = nodes.find(node => node instanceof Run)!;
  expect(ranges.get(run)).toEqual({ startLine: 3, startColumn: 0, endLine: 4, endColumn: 3 });
});
