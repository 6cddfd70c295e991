import { from, type ListedDifference } from './case'

/** What jq 1.6 is asked beyond picking fields: inputs, files, layouts, errors, what it exits with. */
export const jqCorners = from(
  // Inputs
  "echo '1 2 3' | jq -n -c '[inputs]'; echo '1 2 3' | jq -n 'input, input'; echo '1 2' | jq -n 'reduce inputs as $i (0; . + $i)'",
  "exec 2>&1; echo 1 | jq -n 'input, input'; echo $?; jq -n input; echo $?; echo '1 2 3' | jq -c '[., input]'; echo $?",
  'seq 3 | jq -s add; seq 3 | jq -R .; printf "a\\nb" | jq -R .; printf "a\\nb" | jq -Rs .; printf "a\\nb" | jq -nR -c "[inputs]"; seq 20000 | jq -n "reduce inputs as \\$x (0; . + \\$x)"',
  'printf \'{"a":1}{"a":2}\' | jq -c .; printf "" | jq -s .; printf " " | jq .; echo $?; echo "[1,[2]]" | jq --stream -c .; echo "1 2" | jq --seq . | od -c',
  'while read -r x; do echo "<$x>"; jq -n 1; done < <(seq 3); seq 3 | while read -r x; do jq -n "$x"; done; echo \'{"a":1}\' > f; seq 2 | while read -r x; do jq .a f; done; seq 2 | { jq .a f; cat; }',
  "echo '{\"a\":1}' > f; jq input_filename f; jq -c '[., input_line_number]' f; jq .a f f; jq .a < f; jq '.a' - < f; jq -n 'input_line_number, input_filename'",
  // Files
  'exec 2>&1; jq . nofile; echo $?; mkdir d; jq . d; echo $?; echo \'{"a":1}\' > f; jq .a f nofile f; echo $?',
  "exec 2>&1; jq -f nofile; echo $?; mkdir d; jq -f d; echo $?; printf '# of a\\n.a\\n' > p; echo '{\"a\":1}' | jq -f p; echo '{\"a\":2}' > f; jq -f p f; jq --from-file p f; jq f -f p",
  "exec 2>&1; echo '[1,2]' > f; jq -n -c --slurpfile x f '$x'; jq -n --rawfile x f '$x'; jq -n -c --argfile x f '$x'; jq -n --slurpfile x nofile '$x'; echo $?; jq -n --slurpfile x; echo $?",
  "exec 2>&1; jq -n 'import \"a\" as a; 1'; echo $?; echo 'def f: 3;' > a.jq; jq -n -L . 'import \"a\" as a; a::f'; jq -n -L. 'include \"a\"; f'; mkdir h; echo 'def g: 4;' > h/.jq; HOME=$PWD/h jq -n g",
  // Arguments
  "jq -n -c --arg a 1 --argjson b '{\"x\":2}' '$a, $b.x, $ARGS.named'; jq -n -c '$ARGS' --args a b; jq -n -c '$ARGS.positional' --jsonargs 1 '{\"a\":2}' null",
  "exec 2>&1; jq -n --argjson b '{' '$b'; echo $?; jq -n --arg a; echo $?; jq -n -c '$__prog_args'; echo $?; jq --nosuch .; echo $?; jq -Z .; echo $?",
  "FOO=bar jq -n 'env.FOO, $ENV.FOO'; unset NONE; jq -n 'env.NONE, (env | type)'; jq -h | head -3",
  // Layouts
  'exec 2>&1; echo \'{"a":[1,{"b":2}]}\' > f; jq --indent 1 . f; jq --indent 3 . f; jq --indent 0 . f; jq --indent 9 . f; echo $?; jq --indent; echo $?; jq --tab . f; jq -C . f',
  'echo \'{"a":1,"b":[null,false,"x",{}]}\' | jq -C -c .; JQ_COLORS="0;31:0;32" jq -nC "[null,false,true,1]"; echo \'"é"\' | jq -a .; echo \'"a\\u0000b"\' | jq -r . | od -c; echo "[1,2]" | jq -j ".[]"; echo',
  "jq -n -c '3.0, 1e1000, -1e1000, 100000000000000000000, 0.1, 1e-5, 1.10, 3.14159265358979323846, 12345678901234567890, -0, nan, [nan], (nan < nan), (infinite | tostring)'; echo '100000000000000000000 1.000 1e2' | jq .",
  'jq -n -r \'@text "a\\(1.0)", @json "x\\([1,2])", @csv "\\([1,"a\\"b"])", @tsv "\\(["a\\tb",1])", @sh "echo \\("a b")", @uri "\\("é&")", @html "\\("<&>")", @base32 "\\("ab")", ("YWI="|@base64d), ("MFRA===="|@base32d)\'',
  // Exit codes
  "exec 2>&1; for v in 1 null false '\"\"' '[]'; do echo \"$v\" | jq -e .; echo $?; done; jq -en empty; echo $?; echo '' | jq -e .; echo $?; echo '1 null' | jq -e .; echo $?",
  'exec 2>&1; jq -n halt; echo $?; jq -n \'"bye\\n" | halt_error\'; echo $?; jq -n \'{"a":1} | halt_error(3)\'; echo $?; jq -n \'"x" | halt_error(0)\'; echo $?',
  // Errors of input
  "exec 2>&1; for t in '{' '{\"a\":}' x \"{'a':1}\" '[1,2' '\"abc' '{\"a\":1}}' '[1 2]' '{1:2}' '{\"a\" 1}' ']' '[,1]' tru '01' '1.2.3' '\"\\x\"'; do echo \"$t\" | jq -c .; echo $?; done",
  'exec 2>&1; printf \'{"a":1}\\n{"a":\\n{"b"}\\n\' | jq -c .; echo $?; printf "No resources found\\n" | jq .items; echo $?; echo "error: x" | jq -r .a; echo $?; jq -n \'"[1" | fromjson\'; echo $?',
  // Errors of programs
  "exec 2>&1; for p in '.a[' foo '1 +' '{a:}' '\"a' '$x' 'map(.;.)' '. |' '}' 'if 1 then 2' '@foo \"x\"' '{(1):2}' 'splits' '.[' '..a' '.a.[0]' 'reduce . as $x' '. as x | 1' 'def f: 1' '%' ''; do jq -n \"$p\"; echo $?; done",
  // Errors of values
  "exec 2>&1; for p in '\"x\" | .a' '\"x\" | keys' '{} | .[0]' '[] | .[\"a\"]' '{} + 1' '\"a\" - 1' '{} - 1' '1 / 0' '5 % 0' '\"a\" | tonumber' '1 | .[]' '\"abc\" | .[0]' 'sort' '[1] | contains(\"a\")' '{} | has(0)' '[1,2] | nth(-1)' 'ascii_downcase' '\"a\" | startswith(1)' '[[1]] | @csv' '{} | @sh' '[1] | implode' '\"!!\" | @base64d' '[{}] | add | keys[0]' 'getpath(1)' 'limit(1; error)' '\"a\" | test(\"(\")' '[splits(\"a\")]' 'null | ltrimstr(\"x\")'; do jq -n -c \"$p\"; echo $?; done",
  "exec 2>&1; jq -n 'error(\"x\")'; echo $?; jq -n 'error({a:1})'; echo $?; jq -n 'error(null)'; echo $?; jq -n '\"x\" | error'; jq -n 'try error(\"\\(1)\") catch .'; jq -n '[.[]?], (try (1 | keys) catch .)'",
  "exec 2>&1; echo '{\"items\":null}' | jq -r '.items[] | .metadata.name'; echo $?; echo '{\"items\":[{\"a\":1},5]}' | jq -c '.items[].a'; echo $?; echo '{\"a\":\"a very long text that does not fit into the message of an error\"}' | jq '.a.b'; echo $?",
  // Assigning
  'jq -n -c \'.a.b.c = 1, (.a[2] = 3), (null | .[1].x |= 4), ({} | .a.b += 1 | .c["d"] //= 2), ([1,2,3] | .[1:] = [9]), ([1,2,3] | .[-1] = 0)\'',
  'echo \'{"a":[{"n":1,"v":2},{"n":2,"v":3}]}\' | jq -c \'(.a[] | select(.n == 1) | .v) = 9, (.a[] |= del(.v)), (.a |= map(.n)), del(.a[0]), del(.a[] | select(.v > 2)), (.a[0] * {z:1}), (.a | length as $n | .[0].n = $n)\'',
  'jq -n -c \'{a:{b:1}} | to_entries, with_entries(.value |= 2), [paths], [leaf_paths], [tostream], fromstream(tostream), delpaths([["a","b"]]), setpath(["a","c"]; 1), path(..), [..]\'',
  'jq -n -c \'[1,2,3,2] | indices(2), index(2), rindex(2), (.[1:2] | first), nth(2), [limit(2; .[])], [first(.[]), last(.[])], any(. > 2), all(. > 0), [.[] as $x | $x * 2], (to_entries | from_entries? // "no")\'',
  // Language
  'jq -n -c \'[1,[2,"x"]] | walk(if type == "number" then . + 1 else . end)\'; jq -n -c \'def f($a; g): $a + g; def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; f(1; 2), (5 | fac), [recurse(if . == null then 1 elif . < 3 then . + 1 else empty end)]\'',
  "jq -n -c 'label $out | 1, break $out, 2'; jq -n -c '{\"a\":1} as {a:$y} | $y'; jq -n -c '[[1,{\"b\":2}]] | .[] as [$x, {b:$z}] | [$x,$z]'; jq -n -c '[foreach range(5) as $i (0; . + $i; select(. > 2))]'; jq -n -c '[range(0; 1; 0.3)], [range(5; 0; -2)], [limit(0; 1, 2)], [until(. == null; 1)]' 2>&1 | head -4",
  'jq -n -c \'try (1, error("x"), 2) catch "caught " + .\'; jq -n -c \'[.a?, (1 | .a?), ("x" | try keys catch "no")]\'; jq -n -c \'(1, null, 2) // 3, (empty // 4), (false // null // 5), [(null, false) // empty]\'; jq -n -c \'1 as $x | 2 as $y | [$x, $y, $__loc__]\'',
  'jq -n -c \'{a:(1,2)}, {"a b"}, {"a":1, ("b" + "c"):2, @base64 "x":3, "e\\(1)":4}\'; jq -n -c \'{"a":1} | .a as $v | {a, $v, "b":.a}\'; jq -n -c \'[.[]?], [1,2][1], ([1,2] | .[0] as $f | $f)\'; jq -n -c \'reduce empty as $x (0; 1), ([3,1] | sort | . as [$a] | $a)\'',
  // Texts
  'jq -n -c \'"test" | test("T"; "i"), [match("t"; "g").offset], capture("(?<x>e.)"), sub("t"; "T"), gsub("t"; "T"), gsub("(?<l>[a-z])"; "<\\(.l)>"), [scan("t")], split("e"; null), [splits("s")], ([match("(t)(x)?"; "g") | .captures | length])\'',
  'jq -n -c \'"aé日" | length, utf8bytelength, explode, (explode | implode), @uri, @base64, .[1:2], ascii_downcase\'; jq -n -c \'"a, b" | split(", "), ascii_upcase, ltrimstr("a"), rtrimstr("b"), startswith("a"), (.[2:] | tojson), (split(",") | map(ltrimstr(" ")) | join("+")), ([1,null,"x",true] | join(","))\'',
  // Time
  'jq -n -c \'"2026-11-27T12:00:00Z" | fromdate, fromdateiso8601\'; jq -n -c \'1795780800 | todate, (gmtime | mktime), strftime("%A %d %B %Y %H:%M:%S %Z %j %e"), gmtime\'; jq -n -c \'"27 Nov 2026 03:04:05" | strptime("%d %b %Y %H:%M:%S"), (strptime("%d %b %Y %T") | mktime)\'; jq -n -c \'"2015 64" | strptime("%Y %j")\'',
  'exec 2>&1; jq -n \'"x" | strptime("%Y")\'; echo $?; jq -n \'"2026-11-27T12:00:00.123Z" | fromdate\'; echo $?; jq -n \'"10:20 2026-01-02" | strptime("%H:%M %Y-%m-%d") | mktime\'; jq -n -c \'1425599621.678 | todate, gmtime\'; jq -n \'1e9 | localtime | mktime, (1e9 | strflocaltime("%H:%M"))\'; jq -n \'now | type\'',
  // Numbers and builtins
  "jq -n -c 'pow(2; 10), (100 | log10, log2, sqrt, floor), (2 | exp2), (1.5 | round), (-1.5 | round), (2.5 | ceil, trunc), (5 | frexp), ldexp(1; 2), (5 % -2), (-5 % 3), (5.9 % 2.1), (17 | tostring | length), ([1,2] | add / length)'",
  "exec 2>&1; for p in 'pick(.a)' abs toarray have_literal_numbers 'getpath([\"a\"]; 1)' 'ltrimstr' 'splits(1)' 'error' 'input_line_number' '[1,2] | IN(1, 2)' '[{\"id\":1}] | INDEX(.id)' '1 | IN(1, 2)' '[1,[2]] | getpath([1,0])' '[[1,2],[3,4]] | transpose, combinations' '[3,1,2] | sort, min, max, (group_by(. % 2)), unique' '[{\"a\":2},{\"a\":1}] | sort_by(.a), min_by(.a), (map(.a) | sort), unique_by(.a)' 'builtins | length' '\"x\" | ascii' 'get_search_list'; do jq -n -c \"$p\"; echo $?; done",
  "exec 2>&1; jq -n '\"x\" | debug'; jq -n -c '[1] | debug | stderr'; echo; echo '[{\"a\":1}]' | jq -c '.[] | debug(1)'; echo $?; jq -n -c '[1,\"a\",null,true,{},[]] | sort, map(type), map(scalars), map(tojson), map(length?)'",
  // What tests ask of kubectl's output
  'echo \'{"items":[{"metadata":{"name":"n1","labels":{"a/b":"true"}},"status":{"conditions":[{"type":"Ready","status":"True"}],"addresses":[{"type":"InternalIP","address":"10.0.0.1"}]}}]}\' > n; jq -r \'.items[] | [.metadata.name, (.status.conditions[] | select(.type == "Ready") | .status), (.status.addresses[] | select(.type == "InternalIP").address)] | @tsv\' n; jq -r \'.items[] | .metadata.labels | to_entries[] | "\\(.key)=\\(.value)"\' n; jq -e \'.items[0].status.conditions | any(.type == "Ready" and .status == "True")\' n; jq -r \'.items[0].metadata.labels["a/b"], (.items | length), (.items[0] | has("spec"))\' n; jq -c \'[.items[].metadata | {name, n: (.labels | length)}]\' n; jq -c \'del(.items[].status)\' n',
)

/** Where the release candidate that the twin runs is not yet what Debian 12 has. */
export const jqDifferences: readonly ListedDifference[] = [
  {
    script: 'echo nul | jq . 2>&1; jq -n \'"nan" | fromjson\' 2>&1',
    why: 'the release reads nan in its input, and says so of what only begins like it',
  },
]
