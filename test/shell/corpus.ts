/**
 * Scripts, valid and broken ones, of which the real shells say what they are (truth.test.ts). No verdict is written here.
 * Not here is what the shells do not agree on with themselves: extended globs that a `shopt` before them switches on.
 */
export const CORPUS: string[] = [
  // Lists and pipelines
  '', '\n\n', '# only a comment', 'a', 'a;', 'a;b', 'a & b', 'a &\nb', 'a && b || c', 'a &&\n\n b', 'a |\n b', 'a ||\n# comment\nb', '! a | b', '! a && ! b',
  ';', 'a;;', 'a ; ; b', 'a &; b', 'a & & b', '&& a', 'a &&', 'a |', '| a', 'a | | b', 'a && || b', '! ! a', 'a | ! b', 'a\\\n b', 'a \\\n&& b', '& a', 'a;\n;',
  // Groups and subshells
  '{ a; }', '{ a; b; } >c 2>&1', '(a)', '( (a) )', '(a;b)&', '{ a; } | { b; }', '(a) b', '{ a } ', '{ }', '()', '( )', '( a;', '{ a;', '}', ')', 'a)', 'a }', '{a; }', '{ a; };', '{ a; } }', '(a))', '{ (a) }',
  '{ a\n}', '(\na\n)', '{ a; } b', '(a) >b <c',
  // if
  'if a; then b; fi', 'if a\nthen\nb\nfi', 'if a; then b; elif c; then d; else e; fi', 'if a; b; then c; fi >d', 'if ! a; then b; fi', 'if a && b; then c; fi', 'if (a) then b; fi', 'if { a; } then b; fi',
  'if a; then fi', 'if ; then b; fi', 'if a then b; fi', 'if a; then b; else fi', 'if a; then b', 'if a; then b; elif c; fi', 'fi', 'then', 'else', 'if a; then b; fi fi', 'if a; fi', 'if', 'if a; then b; else c; else d; fi',
  '"if" a; then b; fi', '\\if a; then b; fi', 'x=1 if a; then b; fi', '<f if a; then b; fi', 'echo if then fi', 'if true; then echo then; fi',
  // Loops
  'while a; do b; done', 'until a\ndo\nb\ndone', 'while a; do b; done <c', 'while a; b; done', 'while a; do done', 'while do b; done', 'while a do b; done', 'done', 'do a; done', 'while a; do b;',
  'for x in a b; do c; done', 'for x in; do c; done', 'for x; do c; done', 'for x do c; done', 'for x\ndo c; done', 'for x\nin a\ndo c\ndone', 'for x in a do c; done', 'for x in a b\ndo c; done', 'for; do a; done', 'for x in a; c; done',
  'for $x in a; do b; done', 'for x y; do b; done', 'for x in a & do b; done', 'for x in $(a) "$@" *; do b; done', 'for do in do; do do; done', 'for x in a; do b; done | c',
  // case
  'case a in esac', 'case a in\nesac', 'case a in b) c;; esac', 'case a in b) c\n;; esac', 'case a in (b) c;; d|e) f; esac', 'case a in b) ;; esac', 'case a in b) c; esac', 'case "$1" in -*) a;; *) b;; esac',
  'case a\nin\n# x\nb)\n# y\nc\n;;\nesac', 'case a in b) c esac', 'case a in b c) d;; esac', 'case a in b) c;; d', 'case in a) b;; esac', 'case a b) c;; esac', 'case a in b|) c;; esac', 'case a in |b) c;; esac', 'esac', 'case a in b);; c);; esac',
  'case a in "b c") d;; [a-z]*) e;; $x) f;; esac', 'case a in b) c;; esac d', 'case a in b) if c; then d; fi;; esac', 'case $(case a in b) c;; esac) in d) e;; esac', 'case a in b) c & ;; esac', 'case a in\n\n(b|\\\nc) d ;;\n\nesac', 'case a in a) ;;;; esac',
  'case a in esac) b;; esac', 'case a in (esac) b;; esac', 'case esac in esac', 'case in in in) in; esac',
  // Functions
  'f() { a; }', 'f () { a; }', 'f( ) { a; }', 'f()\n{ a; }', 'f() (a)', 'f() { a; } >b', 'f() if a; then b; fi', 'f() a', 'f() {', 'f( { a; }', 'f() ', 'f(a) { b; }', 'f() { }', 'a-b() { c; }', 'if() { a; }', 'f() { a; } b', 'f() { a; }; f', 'f()() { a; }', '"f"() { a; }',
  'f() for x in a; do b; done', 'f() case a in b) c;; esac', 'f() while a; do b; done', 'x=1 f() { a; }', 'a f() { b; }',
  // Redirections
  '>a', '<a >b 2>c', 'a 2>&1', 'a >&2', 'a 3>&- <&-', 'a>b', 'a >b c', 'a 2 >b', 'a >', 'a <', 'a > > b', 'a > ;', 'a >&', 'a >|b', 'a <>b', 'a >>b', 'a > "b c"', 'a > $b', '2>a', 'a 10>b', 'a 2>\n', 'a >(', '>a if b; then c; fi', 'a >> > b', 'a >& b', 'a >2>&1', 'a >2 >&1',
  // Heredocs
  'cat <<E\nx\nE\n', 'cat <<E\nx\nE', 'cat <<E\nx', 'cat <<E', 'cat <<-E\n\tx\n\tE\n', "cat <<'E'\n$(\nE\n", 'cat <<E\n$(a)\nE\n', 'cat <<E\n$(\nE\n', 'cat <<E\n`a`\nE\n', 'cat <<E\n`\nE\n', 'cat <<E\n${x\nE\n', 'cat <<A <<B\na\nA\nb\nB\n', 'cat <<E | b\nx\nE\n',
  'cat <<E && {\nx\nE\nb; }', 'cat <<E; if a\nx\nE\nthen b; fi', 'cat <<', 'cat << E\n"\n\'\nE\n', 'cat <<E\n"$x" \'$y\' ${z:-\'}\nE\n', 'cat <<"E F"\nx\nE F\n', 'cat <<\\E\n$(\nE\n', 'x=$(cat <<E\n)\nE\n)', 'cat <<E\nfoo\\\nE\nE\n', '(cat <<E)\nx\nE\n', 'f() { cat <<E\nx\nE\n}', 'cat <<E\n$((1+\nE\n',
  'cat <<E\n\\$( \\` $\nE\n', 'a <<E "$(b\nc)" d\nx\nE\n', 'cat <<E # comment\nx\nE\n', "cat <<-'E'\n\t\t$(\n\t\tE\n", 'a <<E\nE\nb <<E\nE\n)', '$(cat <<E\nx\nE\n)',
  // Quotes and escapes
  "a 'b\nc'", 'a "b\nc"', 'a "b\\"c"', "a 'b\\'", "a 'b", 'a "b', 'a "b\'c"', "a 'b\"c'", 'a "$b" "${c}" "$(d)" "`e`"', 'a "$(b "c")"', 'a "`b \\"c\\"`"', 'a \\', 'a \\\n', 'a "\\', "a ''", 'a ""', 'a"b"\'c\'d', 'a #b "', 'a#b "c"', 'a "#b"', "a \\'b", 'a "$"', 'a $', 'a "$(b \'c"d\')"',
  'a "${b:-"c d"}"', 'a "${b:-\'}"', "a ${b:-'}'}", "a \"${b%'}'}\"", 'a ${b:-\\}}', 'a "${b:-\\}}"', 'a "${b+"c"}"', 'a ${b:-"}"}',
  // Expansions
  'a $b ${c} ${d:-e} ${f:=g} ${h:?i} ${j:+k} ${#l} ${m#n} ${m##n} ${m%n} ${m%%n}', 'a ${b:-$(c)} ${d:-`e`} ${f:-${g}}', 'a ${b', 'a ${b:-', 'a "${b', 'a ${}', 'a ${b c}', 'a $1 $@ $* $# $? $- $$ $! $0 ${10}', 'a ${#} ${##} ${#?} ${@:-b}', 'a ${b:-c d}', 'a ${b:-(}', 'a ${b#*(}', 'a ${b:-)}',
  'a $(b)', 'a $(b $(c))', 'a $(b', 'a $(b))', 'a $( )', 'a $()', 'a $(#b\n)', 'a $(b # )\n)', 'a $(b;)', 'a $(;)', 'a $(if)', 'a $(if b; then c; fi)', 'a $(case b in c) d;; esac)', 'a $(case b in (c) d;; esac)', 'a $(b\n\nc)', 'a "$(b', 'a $(b &)', 'a $( (b) )', 'a $(b|c&&d)', 'a $(b\\\n)', 'a $(\nb\n)', 'a $(} )', 'a $(<f)',
  'a `b`', 'a `b', 'a `b \\`c\\``', '`a` `b`', 'a `', 'a ``', 'a `b # c`', 'a `b "c d"`', '`', 'a "`b`" c',
  'a $((1))', 'a $((1+(2*3)))', 'a $((x<<2))', 'a $((1\n+2))', 'a $((1', 'a $((1)', 'a $(($(b)+`c`))', 'a $((${#b}-1))', 'a "$((1))"', 'a $((echo b); echo c)', 'a $((b) )', 'a $(((1)))', 'a $(( "1" ))', 'a $[1+2]',
  // Assignments
  'x=1', 'x=1 y=2 a', 'x="a b" y=$(c) z=`d`', 'x=', 'x= a', 'x=a=b', '1x=a', 'x=(', 'x = a', 'x=$((1)) a', 'x={a,b}', 'x=~/y', 'x="$(a', 'x=\\\ny',
  // Comments and blanks
  'a # b', 'a #', '#', '   ', '\t a \t', 'a\t;\tb', 'a # b \\\nc', 'if a; then # x\nb\nfi # y', '#!/bin/sh\na', 'a; # b', '\\\n\\\na', 'a & # b',
  // Carriage returns
  'a\r\nb\r\n', 'if a; then\r\nb\r\nfi\r\n', 'if a\r\nthen\r\nb\r\nfi', 'f() {\r\na\r\n}\r\n', 'while a; do\n b\r\ndone\r\n', 'case a in\r\nb) c;;\r\nesac', 'cat <<E\r\nx\r\nE\r\n',
  // Other words
  'in', 'a in', 'in a', 'time a', 'time { a; }', 'select', 'function', '[ a ]', 'a [b', 'a {b', 'a b}', '{', 'a=b', 'a~', 'a ~/b', 'a @ % ^ + , : . / = ]', '[', ']', 'a !', '!', 'a{b,c}d', 'until', 'for', 'case', '%', 'a ? * [x]',
  // Of bash
  'a=(1 2)', 'a=(1\n2 # x\n)', 'a+=(1)', 'a=(', 'a=([0]=x)', 'a+=b', 'a[0]=b', 'function f { a; }', 'function f() { a; }', 'function f\n{ a; }', 'function f', 'a <(b)', 'a >(b)', 'a <(b', 'a < <(b)', 'cat <<<x', 'cat <<<"$x y"', 'cat <<<', 'a &>b', 'a &>>b', 'a |& b', 'select x in a; do b; done', 'coproc a', 'coproc { a; }',
  'for ((i=0;i<1;i++)); do a; done', 'for ((;;)) { a; }', 'for x in a; { b; }', '((i++))', '((a<b)) && c', '((a) || (b))', '((1', 'case x in a) b;& c) d;; esac', 'case x in a) b;;& c) d;; esac', '[[ a ]]', '[[ a && b ]]', '[[ $a == b* ]] || c', '[[ (a) ]]', '[[ a =~ ^(b|c)$ ]]', '[[ a =~ b|c ]]', '[[ -f a && ! -d b ]]', '[[ a', '[[ a ]', '[[ -n a\n&& -n b ]]',
  "a $'b\\'c'", 'a $"b"', 'a ${b/c/d} ${b:1:2} ${b^^} ${!b} ${b[0]} ${b[@]} ${b@Q}', 'a "${b[@]}"', 'exec {fd}>a', 'local a=(b c)', 'export a=b c', 'declare -a x=( $(y) )', 'time', 'time -p a', 'if [[ a ]]; then b; fi', 'while [[ a ]]; do b; done', 'a() [[ b ]]', '[[ a ]] >b', '(( 1 )) | a', 'f() ((1))', 'a=(1)b', 'echo a=(1)', 'echo @(a|b)',
];
