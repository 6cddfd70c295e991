import { from } from './case'

/** How a receipt or a piece of evidence looks at a machine. */
export const receipts = from(
  'mkdir -p d/e; echo 1 > d/a; chmod 640 d/a; ln -s a d/l; find d -printf "%y %m %p %l\\n" | sort',
  'mkdir d; echo 1 > d/a; echo 2 > d/b; find d -type f -exec sha256sum {} + | sort -k 2',
  'mkdir d; echo 1 > d/a; find d -type f -printf "%P %s\\n"; find d -printf "%d %f %h\\n" | sort',
  'find nosuch -type f 2>/dev/null | sort; echo ${PIPESTATUS[0]}; find . -maxdepth 0',
  'mkdir -p a/b; touch a/x a/b/y; find a -mindepth 1 -delete; find a; find a -depth',
  'mkdir -p a/.git a/src; touch a/.git/x a/src/y; find a -name .git -prune -o -type f -print; find a \\( -name x -o -name y \\) -type f | sort',
  'touch a b; find . -name "[ab]" | sort; find . -name "[!a]" -type f; find . -type f ! -name a -exec echo {} \\;',
  'echo x > f; chmod 4755 f; find . -perm -4000; find . -perm /022; find f -printf "%M %n\\n"',
  'for f in /etc/hostname /nosuch; do if [ -e "$f" ]; then stat -c "%n %F" "$f"; else echo "$f missing"; fi; done',
  'printf "b\\na\\n" > f; sort f | sha256sum | cut -d" " -f1; sha256sum f | awk \'{print $2}\'',
  'umask 077; mkdir -p j/backups; printf x > j/backups/hosts; chmod 600 j/backups/hosts; (cd j && find . -type f -exec stat -c "%n %a" {} \\;)',
  'printf "k=v\\n" > conf; before=$(sha256sum < conf); printf "k=w\\n" > conf; [ "$before" = "$(sha256sum < conf)" ] || echo "changed by somebody"',
  'ls -lnA /nosuch 2>/dev/null || echo none; mkdir e; ls -lnA e; touch e/f; ls -lnA e | wc -l',
  '[ "$(cat /proc/sys/kernel/random/boot_id)" = "$(cat /proc/sys/kernel/random/boot_id)" ] && echo same; cut -d" " -f1 /proc/uptime | grep -cE "^[0-9]+\\.[0-9]{2}$"',
  'set -- $(cat /proc/1/stat); echo $1; [ "${22}" -ge 0 ] && echo started; df -P / | tail -n 1 | awk \'{print NF}\'; df nosuch 2>/dev/null; echo $?',
  'grep -c MemTotal /proc/meminfo; wc -w < /proc/loadavg; grep -c "^processor" /proc/cpuinfo | grep -cE "^[0-9]+$"',
  'test -d /etc && ls -d /etc; [ -d /var/lib ] && echo lib; readlink -f /bin | grep -c bin; command -v sha256sum > /dev/null && echo sums',
  'echo "10.0.0.1 a # mark" >> hosts; grep -q "# mark$" hosts && sed -i "/# mark$/d" hosts; wc -c < hosts; stat -c %s hosts',
  'f=backup; echo old > x; [ -e "$f" ] || cp -p x "$f"; echo new > x; [ -e "$f" ] || cp -p x "$f"; cat "$f"; mv "$f" x; cat x; [ -e "$f" ] || echo gone',
  'printf "%s\\n" one two > list; while IFS= read -r each; do printf "<%s>" "$each"; done < list; echo; n=$(wc -l < list); echo $((n + 0))',
  'out=$(sh -c "echo told; exit 3" 2>&1) && echo fine || echo "failed with $?: $out"; (sh -c "exit 2"); case $? in 2) echo two ;; esac',
  'set -eu; J=j; mkdir -p $J; : > $J/armed; for s in 1 2; do [ -e $J/armed ] || exit 4; rm -f $J/armed; done; echo never',
)
