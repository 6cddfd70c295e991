import { asRoot, from } from './case'

/** What undo scripts, receipts and changes do with files. */
export const fileTools = from(
  'echo x > f; stat -c "%s %a %U %F %n" f | sed "s/ [a-z]* / u /"; stat -c %y f | grep -cE "^[0-9-]{10} [0-9:]{8}\\.[0-9]{9} \\+0000$"; stat -c %z f | cut -c1-4 | grep -c "^20"; stat -c "%h %i" f | grep -cE "^1 [0-9]+$"; stat -c %Y f | grep -cE "^[0-9]{10}$"; stat nosuch 2>/dev/null; echo $?',
  'echo x > f; before=$(stat -c %z f); sleep 0.02; chmod 600 f; [ "$before" != "$(stat -c %z f)" ] && echo changed; m=$(stat -c %y f); sleep 0.02; chmod 644 f; [ "$m" = "$(stat -c %y f)" ] && echo kept; mkdir d; stat -c "%F %a" d; ln -s f l; stat -c %F l; stat -L -c %F l; stat -c %N l; stat --format=%a f; stat --printf "%a\\n" f',
  'mkdir -p src/sub; echo 1 > src/a; echo 2 > src/sub/b; chmod 600 src/a; ln -s a src/l; cp -a src dst; find dst -printf "%P %m %y\\n" | sort; cmp src/sub/b dst/sub/b && echo same; cp -a src/. into 2>/dev/null; echo $?; mkdir into; cp -a src/. into; ls -A into',
  'echo 1 > a; touch -d @1000000000 a; cp -p a b; stat -c %Y b; cp a c; [ "$(stat -c %Y c)" = 1000000000 ] || echo new; cp -a a d; stat -c %Y d; cp --preserve=mode a e; cp -n b a; cp -f a b; cp -v a z; cp -t . /dev/null 2>/dev/null; echo $?; cp -u a b; echo $?',
  'echo new > n; echo old > o; mv -f n o; cat o; echo 1 > p; mv -n p o; cat o p; mv -v p q; mkdir d; mv q o d; ls d; mv d e; ls e; mv -T e f; ls f; mv nosuch x 2>/dev/null; echo $?; mv f/q f/o . ; ls',
  'umask 022; mkdir -p a/b; touch a/b/c; chmod -R u=rwX,go= a; find a -printf "%m %p\\n"; chmod 1777 a; stat -c %A a; chmod g+s a/b; stat -c %A a/b; chmod +x a/b/c; stat -c %a a/b/c; chmod a=r a/b/c; stat -c %a a/b/c; chmod u+w,g+w a/b/c; stat -c %a a/b/c; chmod 999 a 2>/dev/null; echo $?; stat -c %a a/b',
  'install -d -m 750 x/y/z; stat -c %a x x/y x/y/z; echo hi > s; install -m 0640 s t; stat -c %a t; install s x/; ls x; install -D -m 600 s new/dir/f; stat -c %a new/dir/f; install s nosuch/f 2>/dev/null; echo $?; install -m 644 -T s u; cat u; ls t*',
  'f=$(mktemp); [ -f "$f" ] && echo made; rm "$f"; d=$(mktemp -d); [ -d "$d" ] && rmdir "$d" && echo gone; t=$(mktemp -p . abc.XXXX); case $t in ./abc.????) echo named;; esac; mktemp -u | grep -c "^/tmp/tmp\\."; mktemp ./no/XXXXXX 2>/dev/null; echo $?; mktemp bad 2>/dev/null; echo $?; mktemp --tmpdir=. x.XXXXX | cut -c1-4; mktemp -d ./dir.XXXXXX | cut -c1-6',
  'mkdir -p d/e/f; touch d/a d/e/b d/e/f/c; find d -type f | sort; find d -type d -empty; find d -name a -o -name b | sort; find d -mindepth 2 -maxdepth 2 | sort; find d ! -name "*c" -type f | sort; find d -path "*/e/*" | sort; find d -type f -exec echo {} \\; | sort; find d -type f -exec echo {} + | wc -w; find d -name c -print0 | tr "\\0" "\\n"',
  'mkdir d; printf 12345 > d/five; : > d/none; chmod 600 d/five; find d -type f -size +0c; find d -empty -type f; find d -perm 600 -type f; find d -type f -printf "%f %s %m\\n" | sort; find d -name five -delete; ls d; find d -name none -exec rm {} \\;; ls d; find nosuch 2>/dev/null; echo $?; find . -maxdepth 1 -name d -prune -o -print',
  'mkdir d; echo a > d/a; echo b > d/b; find d -type f | sort | xargs cat; find d -type f -exec sha256sum {} + | sort -k2 | cut -d" " -f3; find d -mmin -5 -type f | wc -l; find d -mtime +1; find d -user "$(id -un)" -type f | wc -l',
  'mkdir d; touch d/f; ln d/f d/g; ln -s f d/l; find d -type l; find d -links 2 | sort; find d -samefile d/f | sort; find -L d -type f | sort; find d -lname f; find d -regex ".*/[fg]" | sort; find d -iname F; find d -not -type d | wc -l; find d -printf "%y %f %l\\n" | sort',
  "echo 1 > a; ls -l a | cut -c1-10; ls -ln a | awk '{print NF}'; mkdir d; touch d/.h d/v; ls d; ls -A d; ls -a d; ls -lnA d | awk '{print $1, $NF}'; ls -d d; ls -1 d; ls -R d; ls -F; ls -t | wc -l; ls -S | head -1; ls -i a | grep -cE \"^[0-9]+ a$\"; ls nosuch 2>/dev/null; echo $?; ls -l d | head -1",
  'echo x > f; ln f hard; ln -s f soft; stat -c %h f; readlink soft; readlink f; echo $?; readlink -f soft | sed "s|.*/||"; ln -s new soft 2>/dev/null; echo $?; ln -sf new soft; readlink soft; [ -e soft ] || echo dangling; [ -h soft ] && echo link; rm soft; echo $?; mkdir t; ln -s ../f t/; cat t/f',
  'echo a > f; : > e; [ -e f ]; echo $?; [ -s e ]; echo $?; [ -O f ] && echo mine; [ -G f ] && echo group; test ! -e nosuch && echo none; [ f -nt e ]; [ -p f ]; echo $?; [ -S f ]; echo $?; [ -b f ]; echo $?; [ -c /dev/null ] && echo device; [ -t 0 ]; echo $?; [ -k /tmp ] && echo sticky; [ -z "" -a -n x ] && echo both; [ ! -d f -o -d f ] && echo either',
  'mkdir -p t/a; echo 1 > t/a/x; chmod 600 t/a/x; tar -cf t.tar -C t a; tar -tf t.tar; mkdir o; tar -xpf t.tar -C o; stat -c %a o/a/x; cat o/a/x; tar -xOf t.tar a/x; tar -tf nosuch.tar 2>/dev/null; [ $? -ne 0 ] && echo failed; tar -cf z.tar --exclude=x t; tar -tf z.tar',
  'echo abc > f; gzip f; ls; gunzip f.gz; cat f; gzip -k f; ls; gzip -dc f.gz; gzip -t f.gz; echo $?',
  'echo a > f; : >> f; echo b >> f; cat f; > f; wc -c < f; echo c >| f; cat f; cat f - <<< d; cat <<< "e" f -; echo x 2>&1 > f; cat f; echo y >&2 2>/dev/null; { echo o; echo e >&2; } > o 2> e; cat o e; cat nosuch 2>&1 >/dev/null | wc -l',
  'exec 3> out; echo one >&3; echo two >&3; exec 3>&-; cat out; exec 4< out; read -r l <&4; echo "$l"; read -r l <&4; echo "$l"; exec 4<&-; exec 5>> out; echo three >&5; exec 5>&-; tail -n 1 out; { echo grouped; } 3>&1 >&3; echo x > both 2>&1; cat both',
  'echo 1 > a; touch b; touch -r a b; [ a -nt b ]; echo $?; touch -d "2020-01-02 03:04:05" c; stat -c %y c | cut -c1-19; touch -t 202001020304 d; touch -c nosuch; [ -e nosuch ] || echo none; touch -m -d @5 a; stat -c %Y a; touch x y z; ls',
  'truncate -s 5 f; stat -c %s f; truncate -s +3 f; truncate -s 2 f; wc -c < f; : > f',
  'mkdir d; echo 1 > d/x; rm -rf d/*; ls -A d; rmdir d; mkdir -p a/b/c; rmdir -p a/b/c; rm -f nosuch; echo $?; rm nosuch 2>/dev/null; echo $?; mkdir d; rm d 2>/dev/null; echo $?; rm -d d; touch -- -x; rm -- -x; touch a b; rm -i b < /dev/null; echo $?',

  'tmp=f.$$; printf new > "$tmp" && chmod 640 "$tmp" && sync "$tmp" && mv -f "$tmp" f; cat f; stat -c %a f; ls; printf "127.0.0.1 a\\n" > h; cp h h.new; printf "10.0.0.1 b\\n" >> h.new; cat h.new > h; rm h.new; cat h; [ -e h.new ] || echo gone',
  'du -sh . | wc -l; echo $?',
)

export const rootTools = asRoot(
  'id -u; id -un; id -g; id -gn; whoami; [ "$(id -u)" -eq 0 ] && echo root; id nosuchuser 2>/dev/null; echo $?; getent passwd root | cut -d: -f3; groups | cut -d" " -f1; getent passwd nosuchuser; echo $?',
  'touch f; chown 1234:1235 f; stat -c "%u:%g" f; chown root: f; stat -c "%u:%g" f; chown :7 f; stat -c "%u:%g" f; stat -c "%u:%g" f; ln -s f l; chown -h 9 l; chown 5 nosuch 2>/dev/null; echo $?; chmod 4755 f; chown 6 f',
  'echo s > secret; chown 0:0 secret; chmod 600 secret; install -o 0 -g 0 -m 600 secret copy; stat -c "%u %g %a" copy; cp -a secret kept; stat -c "%u %g %a" kept; mkdir -m 700 d; chown 3:3 d; cp -a d e; stat -c "%u %a" e; find . -uid 3 | sort; find . -user root -name "s*"; ls -ln secret | awk \'{print $1, $3, $4}\'',
)
