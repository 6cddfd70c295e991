import { from } from './case'

/** Tools of Debian's that scripts reach for now and then. */
export const lesserTools = from(
  // test as a program
  'find . -maxdepth 0 -exec test -d {} \\; -print; echo x | xargs test -n; echo $?; env test -f nosuch; echo $?; env [ 1 -lt 2 ]; echo $?; env [ a = b ]; echo $?',
  // find
  "touch -d '2026-01-01' a; touch -d '2026-03-01' b; find . -newermt 2026-02-01 -type f; find . -newermt '2026-02-01 00:00' ! -newermt '2026-04-01' -type f; find . -newermt nonsense; echo $?",
  "echo hi > f; ln -s f l; touch -d '2001-02-03' o; find f l o -ls | awk '{print $2, $3, $4, $5, $6, $7, $NF}'; find o -ls | cut -c 11-60; find f -ls | wc -l",
  // checksums
  'echo abc > f; cksum f; cksum < f; printf "" | cksum; cksum nosuch f; echo $?; head -c 70000 /dev/zero | cksum; seq 1000 | cksum',
  'echo abc > f; sum f; sum < f; sum -s f; seq 1000 | sum; seq 1000 | sum -s; printf "" | sum; sum nosuch; echo $?',
  // numfmt
  'numfmt --to=iec 1234567 1023 1024 10240 1047553; numfmt --to=si 1500 999 1000 999999; numfmt --to=iec-i --suffix=B 2048 5; numfmt --from=iec 1K 2M 1.5G; numfmt --from=si 1K; numfmt --from=auto 1K 1Ki; numfmt --from=iec-i 4Ki',
  'echo "1024 x 2048" | numfmt --to=iec; echo "a 2048 b" | numfmt --field=2 --to=iec; echo "a:2048:b" | numfmt -d : --field=2 --to=iec; numfmt --to=iec --padding=8 2048; numfmt --round=down --to=iec 1999; numfmt --round=nearest --to=si 1449 1451',
  'exec 2>&1; numfmt 1K; echo $?; numfmt x; echo $?; numfmt --to=foo 1; echo $?; numfmt --from=iec 1Ki; echo $?; numfmt --from=iec-i 1K; echo $?; numfmt 12; numfmt --to-unit=1024 4096; numfmt --from-unit=1K 3',
  // hexadecimal
  'echo hello | xxd; echo hello | xxd -p; echo 68656c6c6f | xxd -r -p; echo; seq 12 | xxd; seq 12 | xxd -c 8; seq 12 | xxd -g 1 -l 20; seq 12 | xxd -s 3 -l 4; seq 12 | xxd -u; seq 30 | xxd -p; seq 12 | xxd | xxd -r; printf abc | xxd -i',
  'echo abc > f; xxd f; xxd f o; cat o; xxd -r o; xxd nosuch; echo $?; seq 12 | xxd -s -5',
  'echo abc | hexdump -C; echo abcd | hexdump; echo abc | hd; seq 20 | hexdump -C; head -c 64 /dev/zero | hexdump -C; head -c 64 /dev/zero | hexdump -Cv; seq 20 | hexdump -n 10 -C; seq 20 > s; hexdump -s 4 -n 5 -C s; printf "" | hexdump; seq 9 | hexdump -x; seq 9 | hexdump -d; seq 9 | hexdump -o',
  // getopt
  'getopt -o ab: --long alpha,beta: -n x -- -a -b 1 --beta=2 y; echo $?; getopt -o ab: -l alpha -- y -b2 --alp z -- -a; eval set -- "$(getopt -o v -l name: -- --name "a b" -v "it\'s")"; for each; do echo "<$each>"; done; getopt ab: -a -b "x y" z',
  'exec 2>&1; getopt -o a -n x -- -z; echo $?; getopt -o a: -n x -- -a; echo $?; getopt -o a -l long:,longer -n x -- --lon; echo $?; getopt -o a -l long: -n x -- --long; echo $?; getopt -o a -l flag -n x -- --flag=1; echo $?; getopt -o a -l flag -n x -- --nosuch; echo $?; getopt -T; echo $?; getopt; echo $?; getopt -q -o a -- -z; echo $?; getopt -o +a -- x -a; getopt -o a:: -- -a -ab; getopt -a -o a -l long -- -long',
  // links
  'exec 2>&1; echo hi > a; link a b; stat -c %h a; link a b; echo $?; link a; echo $?; unlink b; ls; unlink b; echo $?; unlink; echo $?; mkdir d; unlink nosuch; unlink a x; echo $?',
  // wrappers
  'stdbuf -oL echo hi; stdbuf -o0 -e0 sh -c "echo out; exit 3"; echo $?; stdbuf echo hi 2>/dev/null; echo $?; ionice -c 3 echo idle; ionice -c2 -n7 echo best; seq 3 | stdbuf -oL sed s/1/x/',
  // patch
  'mkdir a b; echo new > b/f; diff -Nu a/f b/f | head -1; diff -ruN a b | sed -n 2p',
  'printf "a\\nb\\n" > o; printf "a\\nc\\n" > n; diff -u o n > p; patch o p; cat o; patch -R o < p; cat o; patch --dry-run o p; echo $?; cat o; patch -s o p; echo $?; ls',
  'seq 20 > o; sed "s/^5$/five/; s/^15$/fifteen/" o > n; diff -u o n > p; sed -i "1i zero" o; patch o p; echo $?; sed -n "6p;16p" o; ls',
  'seq 9 > o; sed "s/^5$/five/" o > n; diff -u o n > p; seq 40 49 > o; patch o p; echo $?; ls; head -1 o; grep -c . o.rej',
  'mkdir -p a/s b/s; echo 1 > a/s/f; echo 2 > b/s/f; diff -ru a b > p; mkdir t; cp -r a/s t; patch -d t -p1 < p; cat t/s/f; cd t; patch -p1 -R -i ../p; cat s/f; patch -p1 -b -i ../p; ls s; cat s/f.orig',
  'mkdir a b; echo new > b/f; diff -Nu a/f b/f > p; rm -r a b; patch < p; cat f; patch -R < p; ls; echo $?; echo nonsense | patch; echo $?; patch x nosuch; echo $?',
  'printf "a\\nb" > o; printf "a\\nb\\n" > n; diff -u o n > p; patch o p; od -c o; printf "x\\n" > o; printf "x\\ny\\n" > n; diff -u o n > p; patch o p; cat o; printf "" > o; diff -u o n > p; patch o p; cat o',
)
