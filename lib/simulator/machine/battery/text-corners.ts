import { from } from './case'

/** Where tools have surprised those who wrote them anew. */
export const textCorners = from(
  'printf "a\\n" > x; printf "b\\n" > y; diff x y',
  'printf "a\\0b" | od -c',
  'basename /',
  'seq 3 | paste -sd,',
  'grep -o "[0-9]*" <<< a12b3',
  'grep -l x <<< x',
  'printf "none\\n" | cut -d: -f2',
  'printf "1\\n2\\n" | head -n -1',
  'printf "one two\\nthree\\n" > f; wc -l -w f',
  'printf "x\\n" | sed "a\\\\after"',
  'sed -i s/a/b/ nosuch 2>/dev/null; echo $?',
  'printf "a.b\\n" | grep -e a.b -e nosuch',
  'echo x > f; grep -r x .',
  'printf "" | xargs echo empty',
  'echo no | xargs false; echo $?',
  'head -c 3 /dev/zero | wc -c',
  'echo "####" | base64 -d 2>/dev/null; echo $?',
  'printf abc | od -An -tx1',
  'dirname /',
  'printf "b\\0a\\0" | sort -z | tr "\\0" ,',
  'dd if=/dev/null of=f 2>/dev/null; ls',
)
