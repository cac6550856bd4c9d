/** A Dockerfile in which something is not what it seems, and what is found in it: line and rule. */
export interface Trap {
  readonly name: string;
  readonly text: string;
  readonly found: readonly string[];
}

/** BuildKit is asked about them too, by e2e/lint-agreement.ts. */
export const TRAPS: readonly Trap[] = [
  {
    name: 'a variable in FROM may name a stage, with its default',
    text: 'ARG SIZE=slim\nFROM scratch AS base-slim\nENV A=1\nWORKDIR /a\nSHELL ["/sh"]\nFROM base-slim AS base-full\nENV B=1\nFROM base-$SIZE\nENV C=$A$B\nWORKDIR b\nCMD c\n',
    found: ['9 UndefinedVar'],
  },
  {
    name: 'a variable in FROM may name a stage by the platform of the build',
    text: 'FROM scratch AS base-arm64\nFROM scratch AS base-amd64\nENV A=1\nFROM base-$TARGETARCH\nENV B=$A\n',
    found: [],
  },
  {
    name: 'a variable in FROM has no default of its stage',
    text: 'ARG SIZE=slim\nFROM scratch AS base-slim\nFROM scratch AS a\nARG SIZE=full\nFROM base-$SIZE\n',
    found: [],
  },
  {
    name: 'a directive silences a rule',
    text: '# check=skip=StageNameCasing\nFROM scratch AS A\n',
    found: [],
  },
  {
    name: 'a directive silences all but errors',
    text: '# check=skip=all\nFROM scratch AS A\nCOPY --x=1 a /a\n',
    found: ['3 dockerfile/flag'],
  },
  {
    name: 'a directive below a comment is a comment of the instruction',
    text: '# hello\n# check=skip=all\nFROM scratch AS A\n',
    found: [],
  },
  {
    name: 'a directive may be written large, with blanks',
    text: '# CHECK = skip=StageNameCasing, FromAsCasing\nFROM scratch as A\n',
    found: ['2 FromAsCasing'],
  },
  {
    name: 'a directive ends at its first blank',
    text: '# check=skip=StageNameCasing,FromAsCasing because\nFROM scratch as A\n',
    found: [],
  },
  {
    name: 'a comment above an instruction silences a rule there',
    text: 'FROM scratch\n# check=skip=LegacyKeyValueFormat\nENV a b\nENV c d\n',
    found: ['4 LegacyKeyValueFormat'],
  },
  {
    name: 'a comment above a blank line still belongs to the instruction',
    text: 'FROM scratch\n# check=skip=LegacyKeyValueFormat\n\nENV a b\n',
    found: [],
  },
  {
    name: 'a bare # ends the comment',
    text: 'FROM scratch\n# check=skip=LegacyKeyValueFormat\n#\nENV a b\n',
    found: ['4 LegacyKeyValueFormat'],
  },
  {
    name: 'a comment does not silence what is about the whole file',
    text: 'FROM scratch AS a\n# check=skip=DuplicateStageName,StageNameCasing\nFROM scratch AS A\n',
    found: ['3 DuplicateStageName'],
  },
  {
    name: 'a comment below a description counts',
    text: 'FROM scratch\n# why\n# check=skip=LegacyKeyValueFormat\nENV a b\n',
    found: [],
  },
  {
    name: 'a comment that cannot be read silences nothing',
    text: 'FROM scratch\n# check=skip\nENV a b\n',
    found: ['3 LegacyKeyValueFormat'],
  },
  {
    name: 'of two instructions the comment of the later one counts',
    text: 'FROM scratch\n# check=skip=all\nCMD ["a"]\nCMD ["b"]\n',
    found: ['3 MultipleInstructionsDisallowed'],
  },
  {
    name: 'the comment of the later one silences',
    text: 'FROM scratch\nCMD ["a"]\n# check=skip=MultipleInstructionsDisallowed\nCMD ["b"]\n',
    found: [],
  },
  {
    name: 'an experimental rule is not silenced with all',
    text: '# check=skip=all;experimental=all\n# why\nARG A\nFROM scratch\n',
    found: ['3 InvalidDefinitionDescription'],
  },
  {
    name: 'error=true makes errors of checks',
    text: '# check=error=true\nFROM scratch AS A\n',
    found: ['2 StageNameCasing'],
  },
  {
    name: 'an option that there is not',
    text: '# check=skip=all;warn=true\nFROM scratch\n',
    found: ['1 dockerfile/check-directive'],
  },
  {
    name: 'a shebang may stand above the directives',
    text: '#!/usr/bin/env -S docker build\n# check=skip=all\nFROM scratch AS A\n',
    found: [],
  },
  {
    name: 'Windows line ends',
    text: 'FROM scratch AS A\r\nCOPY a \\\r\n  b /c/\r\nENV a b\r\n',
    found: ['1 StageNameCasing', '4 LegacyKeyValueFormat'],
  },
  {
    name: 'a byte order mark',
    text: '\ufeffFROM scratch AS A\n',
    found: ['1 StageNameCasing'],
  },
  {
    name: 'a comment between continued lines',
    text: 'FROM scratch\nENV A=1 \\\n# B\n  C=$D\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'empty lines in a continued instruction are named at its end',
    text: 'FROM scratch\nRUN a && \\\n\n  b && \\\n\n  c\n',
    found: ['6 NoEmptyContinuation'],
  },
  {
    name: 'empty lines before a heredoc',
    text: 'FROM scratch\nRUN a \\\n\n  <<E\nx\nE\n',
    found: ['4 NoEmptyContinuation'],
  },
  {
    name: 'a backtick as escape',
    text: '# escape=`\nFROM scratch\nENV A=`$B C=\\$D\n',
    found: ['3 UndefinedVar'],
  },
  {
    name: 'the body of a heredoc is no instruction',
    text: 'FROM scratch\nCOPY <<E /a\nENV a b\nE\n',
    found: [],
  },
  {
    name: 'an expanding heredoc uses variables',
    text: 'FROM scratch\nCOPY <<E /a\n$A \\$B ${C:-d}\nE\n',
    found: ['2 UndefinedVar', '2 UndefinedVar'],
  },
  {
    name: 'a quoted heredoc does not',
    text: 'FROM scratch\nCOPY <<\'E\' /a\n$A ${\nE\n',
    found: [],
  },
  {
    name: 'quotes in a heredoc are text',
    text: 'FROM scratch\nCOPY <<E /a\nit\'s "\nE\n',
    found: [],
  },
  {
    name: 'a heredoc that cannot be expanded',
    text: 'FROM scratch\nCOPY <<E /a\n${A\nE\n',
    found: ['2 dockerfile/substitution'],
  },
  {
    name: 'a heredoc of RUN is not expanded',
    text: 'FROM scratch\nRUN <<E\n$A ${\nE\n',
    found: [],
  },
  {
    name: 'all words see the variables above',
    text: 'FROM scratch\nENV A=1 B=$A\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'ARG sees its own line',
    text: 'FROM scratch\nARG A=1 B=$A\n',
    found: [],
  },
  {
    name: 'an ARG without a value is declared',
    text: 'FROM scratch\nARG A\nENV B=$A\n',
    found: [],
  },
  {
    name: 'a global ARG is not seen in a stage',
    text: 'ARG A=1\nFROM scratch\nENV B=$A\n',
    found: ['3 UndefinedVar'],
  },
  {
    name: 'a global ARG is taken over',
    text: 'ARG A=1\nFROM scratch\nARG A\nENV B=$A\n',
    found: [],
  },
  {
    name: 'an automatic ARG has to be declared in a stage',
    text: 'FROM scratch\nENV A=$TARGETARCH\nARG TARGETOS\nENV B=$TARGETOS\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'an automatic ARG needs no declaration in FROM',
    text: 'FROM --platform=$BUILDPLATFORM scratch\n',
    found: [],
  },
  {
    name: 'a stage inherits variables',
    text: 'FROM scratch AS a\nARG A=1\nENV B=1\nFROM a\nENV C=$A$B\n',
    found: [],
  },
  {
    name: 'another stage does not',
    text: 'FROM scratch AS a\nARG A=1\nENV B=1\nFROM scratch\nENV C=$A$B\n',
    found: ['5 UndefinedVar', '5 UndefinedVar'],
  },
  {
    name: 'names of variables have a case',
    text: 'FROM scratch\nARG foo=1\nENV A=$FOO\n',
    found: ['3 UndefinedVar'],
  },
  {
    name: 'a variable is used although it has a default',
    text: 'FROM scratch\nENV A=${B:-c}\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'two dollar signs are a variable',
    text: 'FROM scratch\nENV A=$$B\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'an escaped dollar sign is text',
    text: 'FROM scratch\nENV A=\\$B C=\'$D\' E="$F"\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'PATH is always there',
    text: 'FROM scratch\nENV PATH=/a:$PATH\n',
    found: [],
  },
  {
    name: 'the arguments of the SBOM are not exported',
    text: 'FROM scratch\nARG BUILDKIT_SBOM_SCAN_STAGE=true\nENV A=$BUILDKIT_SBOM_SCAN_CONTEXT\n',
    found: [],
  },
  {
    name: 'keys expand too',
    text: 'FROM scratch\nLABEL $A=b\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'EXPOSE tells nothing of its variables',
    text: 'FROM scratch\nEXPOSE $PORT\n',
    found: [],
  },
  {
    name: 'what a shell expands is not looked at',
    text: 'FROM scratch\nRUN echo $A\nHEALTHCHECK CMD echo $A\nSHELL ["$A"]\n',
    found: [],
  },
  {
    name: 'a mount expands, but not its origin',
    text: 'FROM scratch\nRUN --mount=type=cache,id=$A,target=/a x\n',
    found: ['2 UndefinedVar'],
  },
  {
    name: 'a variable may hold the kind of a mount',
    text: 'FROM scratch\nENV T=cache\nRUN --mount=type=$T,target=/a x\n',
    found: [],
  },
  {
    name: 'a variable holds a kind that there is not',
    text: 'FROM scratch\nENV T=cash\nRUN --mount=type=$T,target=/a x\n',
    found: ['3 dockerfile/mount'],
  },
  {
    name: 'the value of a variable decides',
    text: 'FROM scratch\nENV M=9999 S=SIGFOO P=65536\nCOPY --chmod=$M a /a\nSTOPSIGNAL $S\nEXPOSE $P\n',
    found: ['3 dockerfile/chmod', '4 dockerfile/signal', '5 dockerfile/port'],
  },
  {
    name: 'only the base image knows',
    text: 'FROM acme.dev/go:1\nENV A=$GOPATH\nWORKDIR $GOPATH\nCOPY --chmod=$MODE a /a\nEXPOSE $PORT\n',
    found: [],
  },
  {
    name: 'a name of a stage is looked up as it is written',
    text: 'FROM scratch AS build\nFROM Build\n',
    found: ['2 InvalidDefaultArgInFrom', '2 dockerfile/image', '2 dockerfile/unknown-stage'],
  },
  {
    name: 'what a well-known image sets is known',
    text: 'FROM golang:1.27\nENV A=$GOPATH\nWORKDIR $GOPATH\nCOPY --chmod=$MODE a /a\n',
    found: ['4 UndefinedVar'],
  },
  {
    name: 'a stage is copied from in any case',
    text: 'FROM scratch AS build\nFROM scratch\nCOPY --from=BUILD /a /a\n',
    found: [],
  },
  {
    name: 'of two stages of a name the later is copied from',
    text: 'FROM scratch AS a\nFROM scratch AS b\nCOPY --from=a /a /a\nFROM scratch AS a\n',
    found: ['3 dockerfile/from', '4 DuplicateStageName'],
  },
  {
    name: 'the name of a stage from a variable',
    text: 'ARG BASE=one\nFROM scratch AS one\nENV A=1\nFROM $BASE\nENV B=$A\n',
    found: [],
  },
  {
    name: 'the platform of the build decides',
    text: 'FROM scratch AS base-amd64\nENV A=1\nFROM base-$TARGETARCH\nENV B=$A\n',
    found: [],
  },
  {
    name: 'a fixed platform with its name',
    text: 'FROM --platform=linux/arm64 scratch AS on-arm64\nFROM --platform=linux/arm64 scratch AS other\n',
    found: ['2 FromPlatformFlagConstDisallowed'],
  },
  {
    name: 'a platform that is partly fixed',
    text: 'ARG A=arm64\nFROM --platform=linux/$A scratch\n',
    found: [],
  },
  {
    name: 'FROM in mixed case',
    text: 'From scratch as a\n',
    found: ['1 ConsistentInstructionCasing'],
  },
  {
    name: 'lower case is as good',
    text: 'from scratch as a\ncopy a /a\n',
    found: [],
  },
  {
    name: 'as many in lower as in upper case',
    text: 'from scratch\nCOPY a /a\n',
    found: ['1 ConsistentInstructionCasing'],
  },
  {
    name: 'a digest in capital letters',
    text: 'FROM alpine@sha256:ABCDEF\n',
    found: ['1 InvalidDefaultArgInFrom', '1 dockerfile/image'],
  },
  {
    name: 'FROM without an image',
    text: 'FROM\n',
    found: ['1 dockerfile/arguments'],
  },
  {
    name: 'FROM with a name and no image',
    text: 'FROM AS build\n',
    found: ['1 dockerfile/arguments'],
  },
  {
    name: 'a registry may have capital letters',
    text: 'FROM Registry/a/b\n',
    found: [],
  },
  {
    name: 'single quotes are no JSON',
    text: 'FROM scratch\nCMD [\'a\']\n',
    found: ['2 JSONArgsRecommended'],
  },
  {
    name: 'a comma too many is no JSON',
    text: 'FROM scratch\nCMD ["a",]\nENTRYPOINT ["b"] # c\n',
    found: ['2 JSONArgsRecommended', '3 JSONArgsRecommended'],
  },
  {
    name: 'SHELL makes the shell form a choice',
    text: 'FROM scratch\nCMD a\nSHELL ["/b"]\nENTRYPOINT a\n',
    found: ['2 JSONArgsRecommended'],
  },
  {
    name: 'an empty CMD is the shell form',
    text: 'FROM scratch\nCMD\n',
    found: ['2 JSONArgsRecommended'],
  },
  {
    name: 'what looks like a port of the host',
    text: 'FROM scratch\nEXPOSE 127.0.0.1:80:80/tcp [::1]:80:80 :80\n',
    found: ['2 ExposeInvalidFormat', '2 ExposeInvalidFormat'],
  },
  {
    name: 'ports that are too large',
    text: 'FROM scratch\nEXPOSE 80-70000\n',
    found: ['2 dockerfile/port'],
  },
  {
    name: 'protocols in capital letters',
    text: 'FROM scratch\nEXPOSE 80/TCP 81/Udp 82/SCTP\n',
    found: ['2 ExposeProtoCasing', '2 ExposeProtoCasing', '2 ExposeProtoCasing'],
  },
  {
    name: 'harmless names with a secret word',
    text: 'FROM scratch\nARG PUBLIC_KEY TOKEN_FILE API_VERSION_TOKEN KEYS monkey\n',
    found: [],
  },
  {
    name: 'names of secrets',
    text: 'FROM scratch\nARG api_key Auth\nENV DB_PASSWD=1\n',
    found: ['2 SecretsUsedInArgOrEnv', '2 SecretsUsedInArgOrEnv', '3 SecretsUsedInArgOrEnv'],
  },
  {
    name: 'global arguments are not looked at for secrets',
    text: 'ARG TOKEN\nFROM scratch\n',
    found: [],
  },
  {
    name: 'an absolute directory in the stage below',
    text: 'FROM scratch AS a\nWORKDIR /a\nFROM a\nWORKDIR b\n',
    found: [],
  },
  {
    name: 'the second relative directory is not named',
    text: 'FROM scratch\nWORKDIR a\nWORKDIR b\n',
    found: ['2 WorkdirRelativePath'],
  },
  {
    name: 'a directory of Windows',
    text: 'FROM --platform=windows/amd64 nanoserver AS windows\nWORKDIR C:\\\\a\nFROM windows\nWORKDIR b\n',
    found: [],
  },
  {
    name: 'scratch has no platform',
    text: 'FROM --platform=windows/amd64 scratch AS windows\nWORKDIR C:\\\\a\n',
    found: ['2 WorkdirRelativePath'],
  },
  {
    name: 'an empty directory is relative',
    text: 'FROM scratch\nARG A\nWORKDIR $A\n',
    found: ['3 WorkdirRelativePath'],
  },
  {
    name: 'what ONBUILD left is told at the FROM',
    text: 'FROM scratch AS a\nONBUILD ENV x y\nONBUILD COPY $A /a\n\nFROM a\n',
    found: ['5 LegacyKeyValueFormat', '5 UndefinedVar'],
  },
  {
    name: 'but not in a stage that nothing needs',
    text: 'FROM scratch AS a\nONBUILD ENV x y\nFROM a\nFROM scratch\n',
    found: [],
  },
  {
    name: 'nor in the stage after the next',
    text: 'FROM scratch AS a\nONBUILD ENV x y\nFROM a AS b\nFROM b\n',
    found: ['3 LegacyKeyValueFormat'],
  },
  {
    name: 'a trigger that cannot be cut',
    text: 'FROM scratch\nONBUILD ENV A\n',
    found: ['2 dockerfile/arguments'],
  },
  {
    name: 'ONBUILD copies from a later stage',
    text: 'FROM scratch AS a\nONBUILD COPY --from=c /a /a\nFROM a AS b\nFROM scratch AS c\nCOPY --from=b /a /a\n',
    found: ['3 dockerfile/from'],
  },
  {
    name: 'several errors are told at once',
    text: 'FROM scratch\nCOPPY a /a\nCOPY --frm=a a /a\nWORKDIR\nEXPOSE x\n',
    found: ['2 dockerfile/unknown-instruction', '3 dockerfile/flag', '4 dockerfile/arguments', '5 dockerfile/port'],
  },
  {
    name: 'flags come first',
    text: 'FROM scratch\nCOPY a --chown=1 /a/\n',
    found: [],
  },
  {
    name: 'a quoted flag',
    text: 'FROM scratch\nRUN --mount=type=cache,"target=/a b" x\nRUN --mount=\'type=cache,target=/a\' x\n',
    found: [],
  },
  {
    name: 'a flag after --',
    text: 'FROM scratch\nCOPY -- --from=a /a\n',
    found: [],
  },
  {
    name: 'an image counts among the stages',
    text: 'FROM scratch\nCOPY --from=busybox /a /a\nCOPY --from=1 /a /a\n',
    found: [],
  },
  {
    name: 'a mount named like a later stage',
    text: 'FROM scratch AS a\nRUN --mount=from=b,target=/b x\nFROM scratch AS b\n',
    found: ['2 dockerfile/from'],
  },
  {
    name: 'a mount without an origin in a stage named scratch',
    text: 'FROM busybox AS scratch\nRUN --mount=target=/b x\n',
    found: ['1 ReservedStageName', '2 dockerfile/from'],
  },
  {
    name: 'a relative mount over the root',
    text: 'FROM scratch\nRUN --mount=type=cache,target=. x\nWORKDIR /a\nRUN --mount=type=cache,target=. x\n',
    found: ['2 dockerfile/mount'],
  },
  {
    name: 'a key is looked at before its kind',
    text: 'FROM scratch\nRUN --mount=required,type=secret,id=a x\n',
    found: ['2 dockerfile/mount'],
  },
  {
    name: 'git addresses are fetched',
    text: 'FROM scratch\nADD git@github.com:a/b.git#main:sub /a\nADD https://github.com/a/b.git?ref=x&branch=y /b\n',
    found: ['3 dockerfile/copy-remote'],
  },
  {
    name: 'an address is no path of the context',
    text: 'FROM scratch\nCOPY http://a/b c /d/\n',
    found: ['2 dockerfile/copy-remote'],
  },
  {
    name: 'a checksum of two files',
    text: 'FROM scratch\nADD --checksum=sha256:0 https://a/b https://a/c /d/\n',
    found: ['2 dockerfile/checksum'],
  },
  {
    name: 'a checksum from a variable',
    text: 'FROM scratch\nARG SUM\nADD --checksum=$SUM https://a/b /c\n',
    found: [],
  },
  {
    name: 'signals in any case',
    text: 'FROM scratch\nSTOPSIGNAL sigterm\nSTOPSIGNAL Term\nSTOPSIGNAL 99\nSTOPSIGNAL SIG\n',
    found: ['5 dockerfile/signal'],
  },
  {
    name: 'times without a unit',
    text: 'FROM scratch\nHEALTHCHECK --interval=5 --timeout=1.5h CMD a\n',
    found: ['2 dockerfile/duration'],
  },
  {
    name: 'no FROM',
    text: 'ARG A\nARG B\n',
    found: ['2 dockerfile/before-from'],
  },
  {
    name: 'something above FROM',
    text: 'ENV A=1\nFROM scratch\n',
    found: ['1 dockerfile/before-from'],
  },
  {
    name: 'substitutions that nest',
    text: 'FROM scratch\nARG A=b\nENV C=${A:-${D:+${E}}} F=${A##*b} G=${A/b/\\/} H=${A%\\*}\n',
    found: ['3 UndefinedVar', '3 UndefinedVar'],
  },
  {
    name: 'a pattern with an escape that none needs',
    text: 'FROM scratch\nARG A=b\nENV C=${A#\\b}\n',
    found: ['3 dockerfile/substitution'],
  },
  {
    name: 'what must be set is not',
    text: 'FROM scratch\nARG A\nENV B=${A:?} C=${D?no D}\n',
    found: ['3 dockerfile/arguments', '3 dockerfile/substitution', '3 dockerfile/substitution'],
  },
  {
    name: 'a blank behind << hides the body from COPY',
    text: 'FROM scratch\nCOPY << E /a\n$A\nE\n',
    found: ['2 dockerfile/copy-heredoc'],
  },
  {
    name: 'a variable is looked up before its pattern is read',
    text: 'FROM scratch\nENV A=${B#\\b}\n',
    found: ['2 UndefinedVar', '2 dockerfile/substitution'],
  },
  {
    name: 'a variable is looked up before its operator is read',
    text: 'ARG A\nFROM busybox:${B:G}\n',
    found: ['2 UndefinedArgInFrom', '2 dockerfile/substitution'],
  },
  {
    name: 'two drives on Windows',
    text: 'FROM --platform=windows/amd64 nanoserver AS windows\nWORKDIR C:/\nCOPY a C::/a/\n',
    found: ['3 dockerfile/windows-path'],
  },
  {
    name: 'an address of Windows is not absolute',
    text: 'FROM --platform=windows/amd64 nanoserver AS windows\nWORKDIR /D:/a\n',
    found: ['2 WorkdirRelativePath', '2 dockerfile/windows-path'],
  },
  {
    name: 'a mount without an origin, and a later stage named scratch',
    text: 'FROM scratch\nENV T=cache\nRUN --mount=type=$T,target=/a x\nFROM alpine AS scratch\n',
    found: ['1 dockerfile/unknown-stage', '3 dockerfile/from', '4 ReservedStageName'],
  },
  {
    name: 'SOURCE_DATE_EPOCH from a stage that cannot be read',
    text: 'ARG SOURCE_DATE_EPOCH=src\nFROM scratch AS src\nARG A=b"\nADD https://example.com/a.git /\n',
    found: ['2 dockerfile/source-date-epoch', '3 dockerfile/substitution'],
  },
  {
    name: 'a query that Go drops',
    text: 'FROM scratch\nADD https://example.com/a.git?ta%g=1 /a\n',
    found: [],
  },
  {
    name: 'prototype names are names',
    text: 'FROM scratch\nENV A=$constructor B=$__proto__\n',
    found: ['2 UndefinedVar', '2 UndefinedVar'],
  },
];
