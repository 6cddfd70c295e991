import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Incoming } from '../../../shell/open-file'
import { testMachine } from '../../testing/test-machine'

/** The rest is in `battery/awk`, beside the real one; here is what there can't be asked, and what holds without it. */
const printed = async (script: string): Promise<string> => {
  const { stdout, stderr } = await testMachine().exec(script)
  return stdout + stderr
}

test('awk reads what other commands of the machine print', async () => {
  const machine = testMachine({ users: [admin] })
  const asAdmin = async (script: string): Promise<string> =>
    (await machine.exec(script, { user: 'admin' })).stdout
  assert.equal(await asAdmin("ps -eo pid,comm | awk '$1 == 1 {print NF}'"), '2\n')
  assert.equal(await asAdmin('sudo awk -F: \'$1 == "root" {print $3}\' /etc/shadow | wc -l'), '1\n')
  assert.equal(await asAdmin('awk -F: \'$1 == "admin" {print $6}\' /etc/passwd'), '/home/admin\n')
  assert.equal(await asAdmin("echo /etc/passwd | xargs awk -F: '/^root/ {print $1}'"), 'root\n')
  assert.equal(
    await asAdmin("awk '{print FILENAME}' /root/secret; echo $?"),
    '2\n',
    'what a user may not read is not read',
  )
})

const admin = {
  name: 'admin', uid: 1000, gid: 1000, home: '/home/admin', groups: [], sudo: 'all',
} as const // prettier-ignore

test('awk answers a line before its input ends', async () => {
  const stdin = new Incoming()
  const running = testMachine().exec('awk \'{print "got", $2; exit}\'', { stdin })
  stdin.push(Buffer.from('a b\n'))
  assert.equal((await running).stdout, 'got b\n')
})

test('an endless program can be killed', async () => {
  const endless = "timeout 0.05 awk 'BEGIN {while (1) n++}'; echo $?"
  assert.equal(await printed(endless), '124\n')
  const reading = 'timeout 0.05 awk \'BEGIN {while ((getline l < "/nosuch") != 0) n++}\'; echo $?'
  assert.equal(await printed(reading), '124\n')
})

test('one that calls itself for ever is told so', async () => {
  assert.equal(
    await printed("awk 'function f() {return f() + 1} BEGIN {f()}'; echo $?"),
    '2\nawk: program limit exceeded: eval stack size=1024\n',
  )
})

test('loops go through arrays in the order of mawk', async () => {
  const words =
    'BEGIN {n = split("the quick brown fox jumps", w); for (i in w) c[w[i]]; for (k in c) print k}'
  assert.equal(await printed(`awk '${words}'`), 'fox\njumps\nthe\nbrown\nquick\n')
  const numbers = 'BEGIN {for (i = 1; i <= 12; i++) a[i]; for (k in a) printf "%s ", k}'
  assert.equal(await printed(`awk '${numbers}'`), '3 10 8 6 5 2 11 1 4 12 9 7 ')
})

test('random numbers of one seed are those of glibc', async () => {
  assert.equal(await printed("awk 'BEGIN {srand(1); print rand(), rand()}'"), '0.840188 0.394383\n')
})

test('of several matches the longest at the leftmost place is taken', async () => {
  const program =
    'BEGIN {print match("xabcd", /(a|ab)(c|bcd)/), RLENGTH; print match("aab", /^b|b$/), RSTART}'
  assert.equal(await printed(`awk '${program}'`), '2 4\n3 3\n')
})

test('whole numbers have 32 bits, and lengths are in bytes', async () => {
  const program = 'BEGIN {printf "%d %s %d\\n", 3e9, 2147483648, length("é")}'
  assert.equal(await printed(`awk '${program}'`), '2147483647 2.14748e+09 2\n')
})

test('what is wrong with a program is told in words of mawk', async () => {
  assert.equal(await printed("awk 'BEGIN {print 1 +}'"), 'awk: line 1: syntax error at or near }\n')
  assert.equal(await printed('awk -x'), 'awk: not an option: -x\n')
})
