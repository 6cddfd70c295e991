import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Wire } from './fixtures/wire'

let wire: Wire
before(async () => {
  wire = await Wire.start({ started: true })
})
after(() => wire.close())

const pod = (name: string, policy: string): string => `cat > /tmp/${name}.yaml <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: vlab-01
  hostNetwork: true
  terminationGracePeriodSeconds: 0
  containers: [{name: main, image: "k8s.gcr.io/pause:3.5", imagePullPolicy: ${policy}}]
YAML
minikube kubectl -p kubesonic -- apply -f /tmp/${name}.yaml`

/** A pod of the image is described with this while the fault is on; one that is made afterwards runs. */
async function shows(fault: string, ...texts: readonly RegExp[]): Promise<void> {
  const name = fault.replace(/:.*/, '')
  await wire.during(fault, async () => {
    await wire.vmhost(pod(name, 'IfNotPresent'))
    for (const text of texts)
      await wire.eventually(() => wire.kubectl(`describe pod ${name}`), text)
  })
  await wire.kubectl(`delete pod ${name} --force --grace-period=0`)
  await wire.vmhost(pod(`after-${name}`, 'IfNotPresent'))
  await wire.eventually(() => wire.kubectl(`get pod after-${name}`), /1\/1 +Running/)
  await wire.kubectl(`delete pod after-${name} --force --grace-period=0`)
}

for (const [fault, text] of [
  ['image-absent', /dial tcp: lookup k8s\.gcr\.io: Temporary failure in name resolution/],
  ['image-tag-unknown', /manifest for k8s\.gcr\.io\/pause:3\.5 not found: manifest unknown/],
  [
    'image-unauthorized',
    /Head "https:\/\/k8s\.gcr\.io\/v2\/pause\/manifests\/3\.5": no basic auth/,
  ],
  ['registry-untrusted', /x509: certificate signed by unknown authority/],
  ['proxy-down', /proxyconnect tcp: dial tcp 10\.250\.0\.1:3128: connect: connection refused/],
] as const)
  test(`${fault} shows in the pod's events as Docker words it, with a back-off`, async () => {
    await shows(fault, text, /ErrImagePull/, /ImagePullBackOff|Back-off pulling image/)
  })

test('pull-slow keeps a pod in ContainerCreating, and lets it run in the end', async () => {
  await wire.during('pull-slow:seconds=0', async () => {
    await wire.vmhost(pod('slow', 'IfNotPresent'))
    await wire.eventually(() => wire.kubectl('describe pod slow'), /Successfully pulled image/)
    await wire.eventually(() => wire.kubectl('get pod slow'), /1\/1 +Running/)
  })
  await wire.kubectl('delete pod slow --force --grace-period=0')
})

test('crash-loop shows as CrashLoopBackOff; the restart after it stays up', async () => {
  await wire.during('crash-loop:code=7', async () => {
    await wire.vmhost(pod('crashing', 'IfNotPresent'))
    await wire.eventually(() => wire.kubectl('get pod crashing'), /CrashLoopBackOff/)
    await wire.eventually(() => wire.kubectl('get pod crashing -o yaml'), /exitCode: 7/)
  })
  await wire.eventually(() => wire.kubectl('get pod crashing'), /1\/1 +Running/)
  assert.match((await wire.dut('docker ps')).output, /k8s_main_crashing_default_/)
})
