import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedClock } from '../clock'
import { SeededRandom } from '../random'
import { readsInput } from './input'
import { Machine } from './machine'

const machine = new Machine({
  hostname: 'h',
  users: [],
  clock: new SimulatedClock(0),
  random: new SeededRandom(1),
})

const reading = [
  'cat',
  'cat > /etc/x',
  "sudo sh -c 'umask 077; cat > x; mv x y'",
  'sudo -n -H timeout -k 5 20 sh -c "cat > x"',
  "sudo -S -p '' true",
  'head -n 1; true',
  'while read -r x; do echo $x; done',
  'grep -q foo',
  'install -m 600 /dev/stdin /etc/x',
  'sh',
  'bash -s arg',
  'x=$(cat); echo $x',
  'if true; then tee /tmp/x; fi',
]

const notReading = [
  'timeout 5 sh -c \'f=/x; sh "$f"\'',
  'docker ps',
  'cat /etc/hosts',
  'echo x | cat',
  'cat < /etc/hosts',
  'cat <<EOF\nx\nEOF',
  'grep -q foo /etc/hosts',
  'head -n 1 /etc/hosts',
  'sh -c "echo x"',
  'sudo -n true',
  'timeout -k 5 20 sh -c "systemctl is-active docker"',
  'while read -r x; do echo $x; done < /etc/hosts',
  'sed -n 1p /etc/hosts | sort',
]

for (const script of reading) {
  test(`${script} waits for its input`, () => assert.equal(readsInput(script, machine), 'yes'))
}

for (const script of notReading) {
  test(`${script} starts at once`, () => assert.equal(readsInput(script, machine), 'no'))
}

test('what a sourced file does nobody knows', () => {
  assert.equal(readsInput('. "$JOURNAL/undo.sh"\nleave_file /etc/x', machine), 'maybe')
})

test('a command says itself whether it reads', () => {
  machine.install({ name: 'kubectl', readStdin: (args) => args.includes('-'), run: () => ({}) })
  assert.equal(readsInput('kubectl apply -f -', machine), 'yes')
  assert.equal(readsInput('kubectl get nodes', machine), 'no')
})
