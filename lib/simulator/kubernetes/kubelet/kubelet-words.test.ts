import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NodeLab } from './testing/node-lab'

// As the sources of these versions have them (kuberuntime, images): the words changed with 1.26.

const words = {
  'v1.22.2': {
    backOff: /^Back-off restarting failed container$/,
    pulled: /^Successfully pulled image "lab\/other:1" in [\d.]+m?s$/,
    hook: /^Exec lifecycle hook/,
  },
  'v1.28.3': {
    backOff: /^Back-off restarting failed container main in pod crashing_default\([0-9a-f-]{36}\)$/,
    pulled:
      /^Successfully pulled image "lab\/other:1" in [\d.]+m?s \([\d.]+m?s including waiting\)$/,
    hook: /^PostStartHook failed$/,
  },
}

for (const [kubernetes, { backOff, pulled, hook }] of Object.entries(words))
  describe(`a kubelet of ${kubernetes}`, () => {
    const told = async (
      reason: string,
      pod: string,
      more: Parameters<NodeLab['create']>[1],
    ): Promise<string> => {
      await using lab = await NodeLab.begin(0.5, kubernetes)
      // No registry is there: what it would say is not what this is about.
      lab.lab.runtime.pull = () => Promise.resolve('sha256:00')
      lab.create(pod, more)
      await lab.until('it is told', () => lab.said(reason, pod).length > 0)
      return lab.said(reason, pod)[0]?.message ?? ''
    }

    test('waits before it restarts what failed, and says so', async () => {
      const main = { command: ['sh', '-c', 'exit 1'] }
      assert.match(await told('BackOff', 'crashing', { main }), backOff)
    })

    test('says of a hook that it failed', async () => {
      const postStart = { exec: { command: ['sh', '-c', 'exit 3'] } }
      const said = await told('FailedPostStartHook', 'hooked', {
        main: { lifecycle: { postStart } },
      })
      assert.match(said, hook)
    })

    test('tells how long a pull took', async () => {
      assert.match(await told('Pulled', 'pulling', { main: { image: 'lab/other:1' } }), pulled)
    })
  })
