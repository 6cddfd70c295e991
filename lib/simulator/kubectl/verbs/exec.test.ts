import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SimulatedClock } from '../../time/clock'
import { StreamsLab } from '../../kubernetes/testing/streams-lab'
import { Machine } from '../../machine/machine'
import { loopbackOf, SimulatedNetwork } from '../../network/simulated-network'
import { SeededRandom } from '../../chance/seeded-random'
import { kubectlCommand } from '../kubectl'

let lab: StreamsLab
let machine: Machine

before(async () => {
  lab = await StreamsLab.start()
  await Promise.all([lab.runPod('one', 'main'), lab.runPod('two', 'main', 'other')])
  const clock = new SimulatedClock(1)
  machine = new Machine({ hostname: 'vmhost', users: [], clock, random: new SeededRandom(3) })
  const network = new SimulatedNetwork()
  const { port } = lab.recorded
  network.serve(loopbackOf('vmhost'), port, { host: '127.0.0.1', port })
  machine.install(kubectlCommand(network, { version: 'v1.28.3' }))
  machine.fs.writeText('/root/.kube/config', lab.kubeconfig)
})
after(() => lab[Symbol.asyncDispose]())

const defaulted = 'Defaulted container "main" out of: main, other\n'
const deprecated =
  'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.\n'

/** As kubectl 1.28 answers, stdout, stderr and exit code. */
const answers = [
  ["one -- sh -c 'echo out; echo err >&2'", 'out\n', 'err\n', 0],
  ["one -- sh -c 'exit 3'", '', 'command terminated with exit code 3\n', 3],
  ['-i one -- cat <<< typed', 'typed\n', '', 0],
  ['one -- cat <<< typed', '', '', 0],
  ["-i one -- sh <<< 'echo $((1 + 1))'", '2\n', '', 0],
  ['pod/one -- echo -n a', 'a', '', 0],
  ['one echo a', 'a\n', deprecated, 0],
  ['two -- echo a', 'a\n', defaulted, 0],
  ['two -c other -- echo a', 'a\n', '', 0],
  [
    '-it one -- echo a',
    'a\n',
    'Unable to use a TTY - input is not a terminal or the right kind of file\n',
    0,
  ],
  [
    'two -c nosuch -- ls',
    '',
    'Error from server (BadRequest): container nosuch is not valid for pod two\n',
    1,
  ],
  ['nosuch -- ls', '', 'Error from server (NotFound): pods "nosuch" not found\n', 1],
  ['', '', 'error: pod, type/name or --filename must be specified\n', 1],
  ['one', '', 'error: you must specify at least one command for the container\n', 1],
  [
    'cm/kube-root-ca.crt -- ls',
    '',
    'error: cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n',
    1,
  ],
] as const
for (const [words, stdout, stderr, exitCode] of answers) {
  test(`kubectl exec ${words} answers as the real one`, { timeout: 20_000 }, async () => {
    const answer = await machine.exec(`kubectl exec ${words}`)
    assert.deepEqual(answer, { stdout, stderr, exitCode })
  })
}

test('kubectl logs -f on a machine follows a pod to its end', { timeout: 20_000 }, async () => {
  lab.say('two', 'main', 'one\n')
  let seen = ''
  const { exitCode } = await machine.exec('kubectl logs -f two -c main', {
    onStdout: (chunk) => {
      seen += chunk
      if (seen === 'one\n') lab.say('two', 'main', 'two\n')
      else void lab.recorded.runtime.stopContainer(lab.container('two', 'main').id, 0)
    },
  })
  assert.deepEqual([exitCode, seen], [0, 'one\ntwo\n'])
})
