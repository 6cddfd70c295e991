import { asRoot, from } from './case'

/** Functions, options, declarations, references, arrays. */
export const declaring = [
  ...from(
    '[[ -z "" && -n x || -f /no ]] && echo ok; [[ ! -e /no ]] && echo ne; [[ a < b ]] && echo lt; [[ 10 -lt 9 ]] || echo nlt; [[ 2+3 -eq 5 ]] && echo ar; x="a b"; [[ $x == "a b" ]] && echo eq; [[ $x == a* ]] && echo gl; [[ -n $nosuch ]]; echo $?; [[ (a == a) && (b == b) ]]; echo $?; [[ a == b || c == c ]]; echo $?',
    'exec 2>&1; [[ -v HOME ]]; echo $?; [[ -o errexit ]]; echo $?; [[ -t 0 ]]; echo $?; [[ /etc -ef /etc/../etc ]]; echo $?; [[ a -eq b ]]; echo $?; [[ a -eq "1 2" ]]; echo $?; [[ -R HOME ]]; echo $?',
    'exec 2>&1; [ a = a ] && echo y; [ a == a ] && echo y2; [ 1 -eq 01 ] && echo y3; [ "a" \\< "b" ] && echo y4; [ ! a = b ] && echo y5; [ a = a -a b = c ]; echo $?; [ \\( a = a \\) ]; echo $?; [ -f /etc/passwd -a -d /etc ]; echo $?; [ ]; echo $?; [ "" ]; echo $?; [ x y ]; echo $?; [ a = ]; echo $?; [ a b c d ]; echo $?; [ 1 -eq x ]; echo $?; [ a; echo $?',
    'exec 2>&1; test -n; echo $?; test -z; echo $?; test ! ; echo $?; test a -foo b; echo $?; test -q x; echo $?; test 1 -lt; echo $?; test -e; echo $?; test \\( \\); echo $?; test a -a; echo $?; test -n a b; echo $?; [ -z a b ]; echo $?; [ = = = ]; echo $?; [ ! = ! ]; echo $?',
    "case abc in a*|b*) echo 1;; *) echo 2;; esac; case x in y) ;; esac; echo $?; case \"a b\" in a\\ b) echo sp;; esac; case a in [!b]) echo nb;; esac; case '*' in \\*) echo star;; esac; case abc in ???) echo three;; esac; case -x in -[xy]) echo opt;; esac; case a in (a) echo par;; esac; case $x in '') echo empty;; esac",
    'case 5 in [0-9]) echo digit;; esac; case foo.tar.gz in *.tar.gz|*.tgz) echo tgz;; *.gz) echo gz;; esac; case yes in [Yy]|[Yy][Ee][Ss]) echo y;; esac; case a in a) echo a;& b) echo b;;& c) echo c;; *) echo d;; esac',
    'while getopts ":ab:c" o -a -b val -c rest; do case $o in a) echo a;; b) echo "b=$OPTARG";; c) echo c;; esac; done; echo $OPTIND',
    'exec 2>&1; while getopts "ab:" o -x -b; do echo "$o [$OPTARG]"; done; echo $?; OPTIND=1; while getopts ":ab:" o -x -b; do echo "$o [$OPTARG]"; done',
    'exec 2>&1; f() { local OPTIND o; while getopts "hv:" o; do case $o in h) echo help;; v) echo "v $OPTARG";; \\?) echo bad; return 2;; esac; done; shift $((OPTIND-1)); echo "rest $*"; }; f -h -v1 a b; f -hv 2 -- -x; f -z; echo $?; f -v; echo $?',
    'exec 2>&1; f() { local x=1; g; echo $x; }; g() { x=2; echo in $x; }; x=0; f; echo $x; h() { local -a arr=(1 2); local -A m=([k]=v); local -i n=2+3; local -r c=5; echo ${arr[1]} ${m[k]} $n $c; }; h; local y=1; echo $?; k() { local z; echo "[${z-unset}]"; local; }; k',
    'exec 2>&1; f() { return 3; }; f; echo $?; f() { return; }; false; f; echo $?; return 5; echo $?; f() { return 256; }; f; echo $?; f() { return x; }; f; echo $?; f() { return -1; }; f; echo $?',
    'f() { echo "$FUNCNAME ${FUNCNAME[1]} ${#FUNCNAME[@]} ${BASH_LINENO[0]} $LINENO"; }; g() { f; }\ng\nf',
    'exec 2>&1; function f { echo f1; }; function g() { echo g1; }; f; g; f() { unset -f f; echo gone; }; f; f; echo $?; h() (echo sub; exit 3); h; echo $?; i() if true; then echo cond; fi; i; type f; type -t g h i if echo ls; declare -F',
    'f() { echo a; if [ x ]; then for i in 1 2; do echo $i; done; fi; while read x; do case $x in a) echo;; esac; done < /dev/null; (sub); { grp; } 2>&1 | cat; local y=${1:-z}; [[ a == b ]] && return 1; }; declare -f f; type f',
    'f() { for ((i=0;i<3;i++)); do :; done; until false; do break; done; x=(1 2); y=$((1+2)); cat <<< hi; ! true; a && b || c & }; declare -f f',
    "exec 2>&1; declare -f nosuch; echo $?; declare -F nosuch; echo $?; f() { :; }; declare -F f; declare -F; export -f f; bash -c 'f; echo $?'; unset f; f; readonly -f f; declare -p f",
    'exec 2>&1; x=1; readonly x; x=2; echo never',
    "exec 2>&1; readonly x=1; (x=2); echo $?; unset x; echo $?; readonly x=3; echo $?; readonly -p | grep \" x=\"; export y=1; export -n y; sh -c 'echo [$y]'; export -p | grep -c PATH; declare -x z=5; sh -c 'echo $z'; f() { local x=5; }; f; echo $?",
    'declare -n ref=target; target=5; echo $ref; ref=6; echo $target; declare -p ref; f() { local -n r=$1; r=changed; }; f target; echo $target; unset -n ref; echo "${ref-unset}" $target; declare -n a=arr; arr=(1 2 3); echo ${a[1]} ${#a[@]}; a+=(4); echo ${arr[@]}',
    "exec 2>&1; x=abc; unset x; echo ${x-unset}; f() { :; }; x=1; unset f; type f; unset -v x; unset nosuch; echo $?; a=(1 2 3); unset a[1]; echo ${!a[@]}; unset a; echo ${#a[@]}; unset -f nosuch; echo $?; unset 1x; echo $?; unset 'b c'; echo $?",
    'a=(); echo ${#a[@]} "${a[@]}"; a[5]=x; echo ${#a[@]} ${!a[@]}; a+=(y z); echo ${!a[@]}; a=([3]=c [1]=a b); echo "${!a[@]}" "${a[@]}"; a[-1]=last; echo ${a[@]}; echo ${a[-9]}; b=("${a[@]/#/x}"); echo ${b[@]}; c=(${b[@]:1}); echo ${#c[@]}; a=(1 2); a=("${a[@]}" 3); echo ${a[*]}; echo $a; a=x; echo ${a[0]} ${#a[@]}',
    'a=(c a b); IFS=$\'\\n\' s=($(sort <<<"${a[*]}")); unset IFS; echo "${s[@]}"; printf \'%s\\n\' "${a[@]}" | sort | tr \'\\n\' \' \'; echo; mapfile -t l < <(printf \'1\\n2\\n3\'); echo ${#l[@]} ${l[-1]}; readarray -t -s 1 -n 1 l <<< $\'a\\nb\\nc\'; echo ${l[@]}; mapfile l <<< x; echo "${l[0]}|"; [[ " ${a[*]} " == *" a "* ]] && echo found',
    'declare -A c; for w in a b a c a b; do ((c[$w]++)); done; for k in $(printf \'%s\\n\' "${!c[@]}" | sort); do echo $k=${c[$k]}; done; c[x]+=1; c[x]+=2; echo ${c[x]}; declare -A d=(k1 v1 k2 v2); echo ${d[k1]}; declare -A e; e=([a]=1); e+=([b]=2); echo ${#e[@]}; unset e[a]; echo ${!e[@]}; echo "${e[nosuch]:-def}"',
    'exec 2>&1; declare -a a=(1 "2 3" \'$x\' $(echo p q) "$(echo r s)"); declare -p a; x="v w"; f() { local -a b=("$x" $x [9]=z); declare -p b; local x=("$x" "2"); declare -p x; }; f; declare -A m=([k]="a b" ["c d"]=2); echo "${m[k]}" "${m[c d]}"; readonly -a r=(1 2); echo ${r[1]}; r=(3); echo never',
    'declare -A m=([x]=1 [y]=2 [alpha]=3 [beta]=4 [gamma]=5 [foo]=6 [bar]=7 [key1]=8 [key2]=9 [key3]=10); echo "${!m[@]}"; echo "${m[@]}"; declare -p m; for k in "${!m[@]}"; do echo "$k"; done; declare -A n; for i in {1..40}; do n[item$i]=$i; n[$i]=x; done; echo ${!n[@]}',
    "exec 2>&1; f() { echo \"exported $1\"; }; export -f f; bash -c 'f a'; echo x | xargs -I{} bash -c 'f {}'; timeout 5 bash -c f; export -nf f; bash -c f; echo $?; export -f nosuch",
    'f() { local -n out=$1; out=(a b); out+=(c); }; f arr; echo "${arr[@]}"; g() { local -n m=$1; for k in "${!m[@]}"; do echo $k=${m[$k]}; done; }; declare -A h=([x]=1); g h; declare -n r=h; r[y]=2; echo ${#h[@]} ${r[y]}; unset r; echo ${#h[@]}; declare -n q=z; echo ${!q}; q=5; echo $z',
  ),
  ...asRoot(
    '[[ abc =~ ^(a)(b)?(x)?c$ ]] && echo "${BASH_REMATCH[@]}" ${#BASH_REMATCH[@]}; re=\'^[0-9]+\\.[0-9]+$\'; [[ 1.5 =~ $re ]] && echo m; [[ "1.5" =~ "1.5" ]] && echo q; [[ 1x5 =~ "1.5" ]] || echo nq; [[ a =~ [[:alpha:]] ]] && echo al; [[ "a b" =~ a\\ b ]] && echo sp; [[ foo =~ (o+) ]]; echo ${BASH_REMATCH[1]}; [[ x =~ [ ]]; echo $?',
  ),
]
