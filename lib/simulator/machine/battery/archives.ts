import { from } from './case'

const tree =
  'mkdir -p t/d; echo 1 > t/d/f; chmod 600 t/d/f; ln -s f t/d/l; touch -d "2020-01-02 03:04:05" t/d/f t/d t'

/** Archives as people and `kubectl cp` make and unpack them. */
export const archives = from(
  `${tree}; ln t/d/f t/h; tar -cf a.tar t; tar -tf a.tar | sort; mkdir o; tar xf a.tar -C o; cd o; find . | sort; stat -c "%a %Y %F %h" t/d/f t/d t/h; readlink t/d/l`,
  `${tree}; tar -cf a.tar t; tar -tvf a.tar | sed 's/ [a-z]*\\/[a-z]* */ /' | grep -v ' t/d/l' | sort; tar cf a.tar t/d/f; wc -c < a.tar; chmod 4711 t/d/f; tar cvf a.tar t/d/f; tar tvf a.tar | cut -c1-10`,
  `${tree}; tar cf - $PWD/t/d/f 2>&1 >/dev/null; tar cf - /nosuch 2>&1 >/dev/null; echo $?; tar cf a.tar t nosuch 2>&1; echo $?; tar tf a.tar | sort; tar cPf a.tar $PWD/t/d/f; tar tPf a.tar | sed "s:$PWD::"; tar tf a.tar 2>&1 | sed "s:$PWD::" | cut -c1-7 | sort`,
  `tar xf nosuch 2>&1; echo $?; echo x > junk; tar xf junk 2>&1; echo $?; tar cf 2>&1; echo $?; tar 2>&1; echo $?; tar xf junk --nosuch 2>&1; echo $?; tar -cf a.tar 2>&1; echo $?; tar xmf - < /dev/null 2>&1; echo $?; tar ctf junk 2>&1; echo $?; tar cf /nosuch/a junk 2>&1; echo $?; tar -c -f 2>&1; echo $?`,
  `${tree}; tar cf a.tar t; tar xf a.tar nosuch t/d/f 2>&1; echo $?; tar xvf a.tar t/d/f; tar xOf a.tar t/d/f; mkdir o; tar xf a.tar -C o --strip-components=1; find o | sort; tar xf a.tar -C nowhere 2>&1; echo $?; tar cf b.tar -C nowhere t 2>&1; echo $?`,
  `${tree}; tar czf a.tgz t; tar tzf a.tgz | sort; tar tf a.tgz | sort; tar czf - t | tar xzf - -C /tmp -C . ; echo $?; tar czf - t | tar tf - 2>&1; echo $?; tar caf b.tar.gz t; gunzip -c b.tar.gz | tar tf - | sort; tar xzf nosuch 2>&1 | head -1`,
  `${tree}; tar --exclude=f -cf a.tar t; tar tf a.tar | sort; tar --exclude='t/d*' -cf a.tar t; tar tf a.tar; tar cf a.tar -C t d -C .. t/d/f; tar tf a.tar | sort; printf 't/d/f\\n' > list; tar cf a.tar -T list; tar tf a.tar; printf 't/d/l\\n' | tar cf a.tar -T -; tar tf a.tar`,
  `n=$(printf "x%.0s" $(seq 120)); mkdir -p $n; echo 1 > $n/$n; ln -s $n/$n l; tar cf a.tar $n l; rm -r $n l; tar xf a.tar; cat $n/$n l; wc -c < a.tar; touch "a b"; tar cf a.tar "a b"; tar tf a.tar`,
  `${tree}; tar cf a.tar t; echo 2 > t/d/f; tar xkf a.tar 2>&1 | sort; cat t/d/f; tar xf a.tar; cat t/d/f; rm -r t; tar xmf a.tar; [ $(( $(date +%s) - $(stat -c %Y t/d/f) )) -lt 1000 ] && echo now; cd t; tar cf - . | tar tf - | sort; tar chf ../b.tar d; tar tvf ../b.tar | grep -c "^l"`,
  `${tree}; chmod 777 t/d/f; tar cf a.tar t; rm -r t; umask 077; tar xf a.tar --no-same-permissions --no-same-owner; stat -c %a t t/d/f; tar xpf a.tar; stat -c %a t/d/f; tar --create --file=b.tar t/d/f; tar --list --file b.tar; tar --extract --to-stdout --file=b.tar; tar cf t/c.tar t 2>&1; tar tf t/c.tar | sort; head -c 1700 b.tar | tar tf - ; head -c 800 b.tar | tar tf - 2>&1; echo $?`,
)
