import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Pod, PodContainer } from '../../kubernetes/objects'
import { machineWithDocker } from '../testing/machine-with-docker'

const image = {
  tags: ['lab/tool:1'],
  sizeBytes: 1,
  entrypoint: ['/bin/tool', '-v'],
  command: ['serve'],
}

let { engine, sh } = machineWithDocker()
beforeEach(() => {
  ;({ engine, sh } = machineWithDocker())
  engine.images.add(image, 0)
})

const parts = '{{json .Config.Entrypoint}} {{json .Config.Cmd}} {{.Path}} {{json .Args}}'
const partsOf = async (name: string): Promise<string> =>
  (await sh(`docker inspect -f '${parts}' ${name}`)).stdout.trim()

test('what docker run is given takes the place of the image’s command, another entrypoint of both', async () => {
  const cases = [
    ['', 'lab/tool:1', '["/bin/tool","-v"] ["serve"] /bin/tool ["-v","serve"]'],
    ['', 'lab/tool:1 check all', '["/bin/tool","-v"] ["check","all"] /bin/tool ["-v","check","all"]'],
    ['--entrypoint sleep', 'lab/tool:1', '["sleep"] null sleep []'],
    ['--entrypoint sleep', 'lab/tool:1 60', '["sleep"] ["60"] sleep ["60"]'],
    ['--entrypoint ""', 'lab/tool:1 sleep 60', 'null ["sleep","60"] sleep ["60"]'],
  ] // prettier-ignore
  for (const [index, [options, command, expected]] of cases.entries()) {
    await sh(`docker run -d --name c${index} ${options} ${command}`)
    assert.equal(await partsOf(`c${index}`), expected, command)
  }
})

test('a pod’s command is the entrypoint, and its args the command', async () => {
  const cases: [Partial<PodContainer>, string][] = [
    [{}, '/bin/tool ["-v","serve"]'],
    [{ args: ['check'] }, '/bin/tool ["-v","check"]'],
    [{ command: ['sleep'] }, 'sleep []'],
    [{ command: ['sleep'], args: ['60'] }, 'sleep ["60"]'],
  ]
  for (const [index, [given, expected]] of cases.entries()) {
    const container = { name: 'c', image: 'lab/tool:1', ...given }
    const pod: Pod = {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: `pod-${index}`, namespace: 'default', uid: `8f5e411${index}` },
      spec: { hostNetwork: true, containers: [container] },
      status: {},
    }
    const { command, args } = container
    const config = { hash: '', env: new Map<string, string>(), mounts: [], command, args }
    const sandbox = await engine.runSandbox(pod, 0)
    const id = await engine.createContainer(pod, container, 0, sandbox, config)
    assert.ok((await partsOf(id)).endsWith(` ${expected}`))
  }
})

test('an image tells both apart', async () => {
  assert.equal(
    (
      await sh(
        `docker image inspect -f '{{json .Config.Entrypoint}} {{json .Config.Cmd}}' lab/tool:1 k8s.gcr.io/pause:3.5`,
      )
    ).stdout,
    '["/bin/tool","-v"] ["serve"]\n["/pause"] null\n',
  )
})
