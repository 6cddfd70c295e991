import type { Dut } from '../dut/dut'
import { decorate } from '../seams/decorate'
import { decorateCommand } from '../seams/decorate-command'
import { type End, endAll } from '../switches/switchable'
import { caughtBy } from './mutant'
import { onDuts } from './on-duts'

const credentials = ['crt', 'key'].map((end) => `/etc/sonic/credentials/restapiserver.${end}`)
const server = 'KUBERNETES_MASTER|SERVER'

/** Pauses of ctrmgrd that last so long do not end; what waits for one goes on when the bug goes. */
function pausesNeverEnd({ parts: { clock } }: Dut, ms: number): End {
  const waiting: (() => void)[] = []
  const end = decorate(clock, 'afterInterval', (afterInterval) => (pause, callback) => {
    if (pause !== ms) return afterInterval(pause, callback)
    waiting.push(callback)
    return () => undefined
  })
  return () => {
    end()
    for (const goOn of waiting) goOn()
  }
}

/** ctrmgrd has a copy of the certificate that it was given. */
function remembersCredentials({ machine: { fs } }: Dut): End {
  const copies = new Map(
    credentials.filter((path) => fs.exists(path)).map((path) => [path, fs.readText(path)]),
  )
  return endAll([
    decorate(fs, 'exists', (exists) => (path) => copies.has(path) || exists(path)),
    decorate(fs, 'readText', (readText) => (path) => copies.get(path) ?? readText(path)),
  ])
}

/** ctrmgrd does not see that its state has been written before, and pauses as after a boot. */
const pausesAtStart = (dut: Dut): End =>
  endAll([
    decorate(dut.databases.state, 'hgetall', (hgetall) => (key) => {
      const fields = hgetall(key)
      return key === server ? { ...fields, update_time: '' } : fields
    }),
    pausesNeverEnd(dut, 300_000),
  ])

/** ctrmgrd takes no node for a Ready one. */
const seesNoReadyNode = ({ machine }: Dut): End =>
  decorateCommand(machine, 'kubectl', async (args, _, kubectl) => {
    const said = await kubectl(args)
    const asksForState = args.includes('--no-headers') && !args.includes('--show-labels')
    const { stdout = '' } = said
    return asksForState ? { ...said, stdout: stdout.replace(' Ready ', ' NotReady ') } : said
  })

/** Bugs of ctrmgrd in when it joins. */
export const joiningMutants = [
  ...caughtBy('joining.feature', 'A join without a client certificate fails, and is tried again', [
    {
      name: 'certificate-not-needed',
      what: 'A DUT joins without the client certificate that it is to show.',
      step: 'ctrmgrd says that the join has failed',
      message: 'kube_join_master succeeded',
      apply: (simulation) => onDuts(simulation, remembersCredentials),
    },
    {
      name: 'failed-join-never-retried',
      what: 'ctrmgrd does not try again after a join that has failed.',
      step: 'the node is Ready within',
      message: 'no such node',
      apply: (simulation) => onDuts(simulation, (dut) => pausesNeverEnd(dut, 30_000)),
    },
  ]),
  ...caughtBy('joining.feature', 'A restart of ctrmgrd leaves a DUT alone that has joined', [
    {
      name: 'joined-twice',
      what: 'ctrmgrd joins a DUT again that has joined.',
      step: 'the node is still the same one',
      message: 'Expected: "',
      apply: (simulation) => onDuts(simulation, seesNoReadyNode),
    },
    {
      name: 'boot-gate-never-opens',
      what: 'ctrmgrd waits for the end of its pause after a boot for ever, although its state says that it need not.',
      step: 'ctrmgrd says that the join has succeeded',
      message: 'nothing about a join',
      apply: (simulation) => onDuts(simulation, pausesAtStart),
    },
  ]),
]
