import type { Verb } from '../call'
import { KubectlFailure } from '../failure'
import type { ApiObject } from '../objects'
import { collectionPath, resourceKind } from '../resource-kinds'
import { changeFlags, dryRunOf, report } from '../report'

/** `kubectl run NAME --image=…`: one pod. */
export const run: Verb = {
  name: 'run',
  flags: {
    ...changeFlags,
    command: 'switch',
    env: 'value',
    image: 'value',
    'image-pull-policy': 'value',
    'labels|l': 'value',
    port: 'value',
    restart: 'value',
    'save-config': 'switch',
  },
  async run(call) {
    const image = call.line.value('image')
    const [name, ...args] = call.line.words
    if (image === undefined)
      throw new KubectlFailure(
        `${call.minor < 23 ? 'Error' : 'error'}: required flag(s) "image" not set`,
      )
    if (name === undefined)
      throw new KubectlFailure(
        "error: NAME is required for run\nSee 'kubectl run -h' for help and examples",
      )
    const env = call.line.values('env').map((text) => {
      const [key, ...value] = text.split('=')
      return { name: key, value: value.join('=') }
    })
    const labels = Object.fromEntries(
      (call.line.value('labels') ?? `run=${name}`).split(',').map((pair) => pair.split('=')),
    ) as Record<string, string>
    const policy = call.line.value('image-pull-policy')
    const port = call.line.value('port')
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { creationTimestamp: null, labels, name },
      spec: {
        containers: [
          {
            ...(args.length > 0 && { [call.line.is('command') ? 'command' : 'args']: args }),
            ...(env.length > 0 && { env }),
            image,
            ...(policy && { imagePullPolicy: policy }),
            name,
            ...(port && { ports: [{ containerPort: Number(port) }] }),
            resources: {},
          },
        ],
        dnsPolicy: 'ClusterFirst',
        restartPolicy: call.line.value('restart') ?? 'Always',
      },
      status: {},
    } as unknown as ApiObject
    const dry = dryRunOf(call)
    const path =
      collectionPath(resourceKind('pods'), call.namespace) + (dry === 'server' ? '?dryRun=All' : '')
    const created =
      dry === 'client' ? object : await call.api.json<ApiObject>('POST', path, { body: object })
    report(call, created, 'created')
  },
}
