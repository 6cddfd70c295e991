import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Incoming } from '../../shell/open-file'
import { testMachine } from '../testing/test-machine'

const reading = [
  'cat',
  'cat > /etc/x',
  "sudo sh -c 'umask 077; cat > x; mv x y'",
  'sudo -n -H timeout -k 5 20 sh -c "cat > x"',
  'head -n 1; true',
  'read -r x; echo "$x"',
  'while read -r x; do echo $x; done',
  'grep -q foo',
  'install -m 600 /dev/stdin /etc/x',
  'sh',
  'bash -s arg',
  'x=$(cat); echo $x',
  'if true; then tee /tmp/x; fi',
  'mapfile -t x',
  '. /opt/reads',
]

const notReading = [
  'timeout 5 sh -c \'f=/opt/x; sh "$f"\'',
  'cat /etc/hosts',
  'echo x | cat',
  'cat < /etc/hosts',
  'cat <<EOF\nx\nEOF',
  'grep -q foo /etc/hosts',
  'head -n 1 /etc/hosts',
  'sh -c "echo x"',
  'sudo -n true',
  'while read -r x; do echo $x; done < /etc/hosts',
  'sed -n 1p /etc/hosts | sort',
  '(cat) < /dev/null',
]

/** What runs while its input is not ended, and what it does when it is. */
const ended = async (script: string): Promise<{ before: boolean; after: boolean }> => {
  const machine = testMachine()
  machine.fs.writeText('/opt/reads', 'cat\n')
  machine.fs.writeText('/opt/x', 'echo x\n')
  const stdin = new Incoming()
  let isOver = false
  const running = machine.exec(script, { stdin }).then(() => (isOver = true))
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  const before = isOver
  stdin.push(Buffer.from('echo line\n'))
  stdin.end()
  await running
  return { before, after: isOver }
}

for (const script of reading) {
  test(`${script} waits for its input`, async () =>
    assert.deepEqual(await ended(script), { before: false, after: true }))
}

for (const script of notReading) {
  test(`${script} does not wait`, async () =>
    assert.deepEqual(await ended(script), { before: true, after: true }))
}

test('a line is read as soon as it is there', async () => {
  const stdin = new Incoming()
  const chunks: string[] = []
  const running = testMachine().exec('while read -r x; do echo "got $x"; done', {
    stdin,
    onStdout: (chunk) => {
      chunks.push(chunk)
      if (chunk === 'got 1\n') stdin.push(Buffer.from('2\n'))
      else stdin.end()
    },
  })
  stdin.push(Buffer.from('1\n'))
  await running
  assert.deepEqual(chunks, ['got 1\n', 'got 2\n'])
})

test('a command says itself whether it reads', async () => {
  const machine = testMachine()
  machine.install({
    name: 'kubectl',
    readStdin: (args) => args.includes('-'),
    run: (args, context) => ({ stdout: args.includes('-') ? context.stdin : 'nodes' }),
  })
  const stdin = new Incoming()
  assert.equal((await machine.exec('kubectl get', { stdin })).stdout, 'nodes')
  setImmediate(() => {
    stdin.push(Buffer.from('manifest'))
    stdin.end()
  })
  assert.equal((await machine.exec('kubectl apply -f -', { stdin })).stdout, 'manifest')
})
