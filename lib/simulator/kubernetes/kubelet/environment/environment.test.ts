import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { NodeLab } from '../testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

test('a container finds keys, fields of its pod and limits in its environment', async () => {
  lab.keep('ConfigMap', 'settings', { mode: 'lab' })
  lab.keep('Secret', 'keys', { password: 'YourPaSsWoRd' })
  const field = (name: string, fieldPath: string) => ({
    name,
    valueFrom: { fieldRef: { fieldPath } },
  })
  lab.create('knowing', {
    metadata: { labels: { app: 'x' } },
    main: {
      resources: { limits: { cpu: '1500m' } },
      env: [
        { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } } },
        { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'keys', key: 'password' } } },
        {
          name: 'LACKS',
          valueFrom: { configMapKeyRef: { name: 'none', key: 'x', optional: true } },
        },
        field('NAME', 'metadata.name'),
        field('APP', "metadata.labels['app']"),
        field('NODE', 'spec.nodeName'),
        field('IP', 'status.podIP'),
        { name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      ],
    },
  })
  await lab.runs('knowing')
  assert.equal(
    await lab.inside('knowing', 'echo $MODE $PASSWORD ${LACKS-absent} $NAME $APP $NODE $IP $CPUS'),
    'lab YourPaSsWoRd absent knowing x vlab-01 fd25::101 2\n',
  )
})

test('the API server’s service is in every environment, as the recorded pod has it (028)', async () => {
  lab.create('served')
  await lab.runs('served')
  assert.deepEqual((await lab.inside('served', 'env | grep ^KUBERNETES_ | sort')).split('\n'), [
    'KUBERNETES_PORT=tcp://10.96.0.1:443',
    'KUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443',
    'KUBERNETES_PORT_443_TCP_ADDR=10.96.0.1',
    'KUBERNETES_PORT_443_TCP_PORT=443',
    'KUBERNETES_PORT_443_TCP_PROTO=tcp',
    'KUBERNETES_SERVICE_HOST=10.96.0.1',
    'KUBERNETES_SERVICE_PORT=443',
    'KUBERNETES_SERVICE_PORT_HTTPS=443',
    '',
  ])
})

test('whole ConfigMaps are variables, but for keys that are no names; what is named alone wins', async () => {
  lab.keep('ConfigMap', 'many', { A: '1', B: '2', '9x': '3' })
  lab.create('taking', {
    main: {
      envFrom: [
        { configMapRef: { name: 'many' } },
        { prefix: 'P_', configMapRef: { name: 'many' } },
      ],
      env: [{ name: 'B', value: 'own' }],
    },
  })
  await lab.runs('taking')
  assert.equal(await lab.inside('taking', 'echo $A $B $P_A $P_9x'), '1 own 1 3\n')
  const [skipped] = lab.said('InvalidEnvironmentVariableNames', 'taking')
  assert.equal(
    skipped?.message,
    'Keys [9x] from the EnvFrom configMap default/many were skipped since they are considered invalid environment variable names.',
  )
  assert.equal(skipped?.involvedObject.fieldPath, undefined, 'that is told of the pod')
})

test('variables are named in values, commands and arguments; what there is not stays as it is', async () => {
  lab.create('expanding', {
    main: {
      env: [
        { name: 'WHO', value: 'you' },
        { name: 'GREETING', value: 'hello $(WHO) $(LATER) $$(WHO)' },
        { name: 'LATER', value: 'x' },
      ],
      command: ['sh', '-c', 'echo "$(GREETING)"; sleep 9999'],
      args: ['$(WHO)', '$(NOBODY)'],
      workingDir: '/tmp',
    },
  })
  await lab.runs('expanding')
  assert.equal(
    await lab.inside('expanding', 'echo $GREETING; pwd'),
    'hello you $(LATER) $(WHO)\n/tmp\n',
  )
  const { stdout } = await lab.type(
    `docker inspect -f '{{json .Args}}' $(docker ps -q -f name=k8s_main_expanding_)`,
  )
  assert.equal(
    stdout,
    '["-c","echo \\"hello you $(LATER) $(WHO)\\"; sleep 9999","you","$(NOBODY)"]\n',
  )
})

for (const [what, env, why] of [
  [
    'ConfigMap',
    { configMapKeyRef: { name: 'lacking', key: 'a' } },
    'configmap "lacking" not found',
  ],
  ['Secret', { secretKeyRef: { name: 'lacking', key: 'a' } }, 'secret "lacking" not found'],
  [
    'key of a ConfigMap',
    { configMapKeyRef: { name: 'empty', key: 'a' } },
    `couldn't find key a in ConfigMap default/empty`,
  ],
  [
    'key of a Secret',
    { secretKeyRef: { name: 'empty', key: 'a' } },
    `couldn't find key a in Secret default/empty`,
  ],
] as const)
  test(`a ${what} that is missing keeps a container from being made`, async () => {
    const pod = `lacks-${what.toLowerCase().replaceAll(' ', '-')}`
    lab.keep('ConfigMap', 'empty', {})
    lab.keep('Secret', 'empty', {})
    lab.create(pod, { main: { env: [{ name: 'A', valueFrom: env }] } })
    await lab.until('it waits', () => lab.why(pod) === 'CreateContainerConfigError')
    assert.deepEqual(lab.found(pod)?.status.containerStatuses?.[0]?.state, {
      waiting: { reason: 'CreateContainerConfigError', message: why },
    })
    assert.equal(lab.said('Failed', pod)[0]?.message, `Error: ${why}`)
  })

test('a container is made as soon as what it missed is there', async () => {
  lab.create('patient', {
    main: { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'later', key: 'a' } } }] },
  })
  await lab.until('it waits', () => lab.why('patient') === 'CreateContainerConfigError')
  lab.keep('ConfigMap', 'later', { a: 'now' })
  await lab.runs('patient')
  assert.equal(await lab.inside('patient', 'echo $A'), 'now\n')
})
