import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { BadInput } from '../../testbed/bad-input'
import { ofTheRun } from './of-the-run'
import { Template } from './template'
import { TemplateCatalogue } from './template-catalogue'

const feature = new TemplateCatalogue().get('feature')
const snmp = { name: 'snmp', image: '10.251.0.1:5000/docker-snmp', version: '20261102.01' }

test("a feature's DaemonSet is as the lab's was, from typed parameters", () => {
  const { metadata, spec } = feature.render({
    ...snmp,
    namespace: 'sonic',
    runtimeOwner: 'kube',
    nodeSelector: { snmp_enabled: 'true' },
    volumes: [
      { hostPath: '/var/run/redis', mountPath: '/var/run/redis' },
      { hostPath: '/etc/sonic', mountPath: '/etc/sonic', readOnly: true },
    ],
    readiness: ['test', '-e', '/var/run/start.done'],
  })

  assert.deepEqual(metadata, { name: 'snmp', namespace: 'sonic' })
  assert.deepEqual(spec?.selector.matchLabels, { raw_container_name: 'snmp' })
  assert.deepEqual(spec?.template.spec, {
    nodeSelector: { snmp_enabled: 'true' },
    hostNetwork: true,
    hostPID: false,
    containers: [
      {
        name: 'snmp',
        image: '10.251.0.1:5000/docker-snmp:20261102.01',
        imagePullPolicy: 'IfNotPresent',
        securityContext: { privileged: false },
        env: [
          { name: 'RUNTIME_OWNER', value: 'kube' },
          { name: 'IMAGE_VERSION', value: '20261102.01' },
        ],
        readinessProbe: {
          exec: { command: ['test', '-e', '/var/run/start.done'] },
          periodSeconds: 2,
        },
        volumeMounts: [
          { name: 'var-run-redis', mountPath: '/var/run/redis' },
          { name: 'etc-sonic', mountPath: '/etc/sonic', readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'var-run-redis', hostPath: { path: '/var/run/redis' } },
      { name: 'etc-sonic', hostPath: { path: '/etc/sonic' } },
    ],
  })
})

test('what was not asked for is not written', () => {
  const { containers, ...pod } = feature.render({ name: 'a', image: 'b:1' }).spec!.template.spec!
  assert.deepEqual(pod, { hostNetwork: true, hostPID: false })
  assert.deepEqual(Object.keys(containers[0]!), [
    ...['name', 'image', 'imagePullPolicy', 'securityContext'],
  ])
})

test('a tag or digest in the image is kept: the version is what the image calls itself', () => {
  const { spec } = feature.render({ ...snmp, image: 'docker-snmp:v2' })
  assert.equal(spec?.template.spec?.containers[0]?.image, 'docker-snmp:v2')
})

test('a DaemonSet of the run comes to its nodes only, whatever terms the template has', () => {
  const manifest = feature.render(snmp)
  const rack = { matchExpressions: [{ key: 'rack', operator: 'In', values: ['a'] }] }
  manifest.spec!.template.spec!.affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [rack] },
    },
  }
  const { metadata, spec } = ofTheRun(manifest, { run: 'run-1', nodes: ['vlab-01', 'vlab-02'] })
  const only = (node: string): unknown => ({
    ...rack,
    matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }],
  })
  assert.equal(metadata?.labels?.['kubesonic/run'], 'run-1')
  assert.deepEqual(spec?.selector.matchLabels, spec?.template.metadata?.labels)
  assert.deepEqual(
    spec?.template.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms,
    [only('vlab-01'), only('vlab-02')],
  )
})

test('all that is wrong with parameters is told at once, each with the line that uses it', () => {
  const wrong = { image: 'https://r/x', version: '1', hostPID: 'yes', pulPolicy: 'Never' }
  assert.throws(
    () => feature.render(wrong as never),
    (error: Error) => {
      assert.ok(error instanceof BadInput)
      assert.equal(
        error.message.replaceAll('lib/kube/templates/', ''),
        `3 mistakes in the template feature.yaml
  feature.yaml:1: parameter pulPolicy: has no place in this template; did you mean pullPolicy?
  feature.yaml:19: parameter hostPID: is "yes"; write true or false
  feature.yaml:23: parameter image: is a URL; write registry/repository:tag, without a scheme`,
      )
      return true
    },
  )
})

const small = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: mine }
spec:
  selector: { matchLabels: { app: mine } }
  template:
    metadata: { labels: { app: mine } }
    spec:
      hostNetwork: true
      containers:
        - name: main
          image: \${image}
`
const withMore = (more: string): Template =>
  new Template('mine.yaml', `${small}          ${more}\n`)

test("a template's own parameters are texts, or what YAML reads where one stands alone unquoted", () => {
  const template = withMore(
    'command: ["sleep \${SECONDS} $\${HOME}", "\${seconds}"]\n      terminationGracePeriodSeconds: \${seconds}'.replace(
      'SECONDS',
      'seconds',
    ),
  )
  const { spec } = template.render({ image: 'b:1' }, { seconds: '5' })
  assert.deepEqual(spec?.template.spec?.containers[0]?.command, ['sleep 5 ${HOME}', '5'])
  assert.equal(spec?.template.spec?.terminationGracePeriodSeconds, 5)
})

test('placeholders work in keys', () => {
  const template = withMore('\n      nodeSelector:\n        ${label}_enabled: "true"')
  const { spec } = template.render({ image: 'b:1' }, { label: 'snmp' })
  assert.deepEqual(spec?.template.spec?.nodeSelector, { snmp_enabled: 'true' })
})

const faulty: readonly [title: string, template: () => Template, says: RegExp][] = [
  ['no YAML', () => new Template('mine.yaml', 'a: [b'), /mine.yaml:1: is not YAML/],
  ['no manifest', () => new Template('mine.yaml', '- a'), /:1: is no DaemonSet; it begins with/],
  [
    'another kind',
    () => new Template('mine.yaml', small.replace('DaemonSet', 'Deployment')),
    /:2: kind: is "Deployment"; write DaemonSet/,
  ],
  [
    'a misspelt field',
    () => new Template('mine.yaml', small.replace('hostNetwork', 'hostnetwork')),
    /:9: spec.template.spec.hostnetwork: is no field; did you mean hostNetwork\?/,
  ],
  [
    'a selector that finds none of its pods',
    () => new Template('mine.yaml', small.replace('labels: { app: mine', 'labels: { app: yours')),
    /:5: spec.selector.matchLabels.app: selects pods by app=mine, which/,
  ],
  [
    'a mount without its volume',
    () => withMore('volumeMounts: [{ name: etc, mountPath: /etc }]'),
    /:13: spec.template.spec.containers\[0\].volumeMounts\[0\].name: is "etc", which is no volume/,
  ],
  [
    'a variable that is a number',
    () => withMore('env: [{ name: A, value: 1 }]'),
    /:13: .*env\[0\].value: is not a text but 1; put it in quotes/,
  ],
  [
    'a parameter of a wrong form, in the manifest',
    () => withMore('env: [{ name: 1A, value: "1" }]'),
    /:13: .*env\[0\].name: cannot be a variable/,
  ],
  [
    'a misspelt placeholder',
    () => withMore('imagePullPolicy: ${pulPolicy}'),
    /:13: parameter pulPolicy: is missing \(did you mean \$\{pullPolicy\}\?\)/,
  ],
  [
    'a version that was not given',
    () => withMore('args: ["--version=${version}"]'),
    /:13: parameter version: is missing; this line needs it/,
  ],
]

for (const [title, template, says] of faulty)
  test(`${title} is refused with file and line`, () => {
    assert.throws(() => template().render({ image: 'b:1' }), {
      name: 'TemplateError',
      message: says,
    })
  })

test("a testbed's templates are found by name, win over built-in ones, and are looked at before they are used", (t) => {
  const folder = folderWith(t, { 'mine.yaml': small, 'test-daemonset.yml': small })
  const catalogue = new TemplateCatalogue([folder])
  assert.deepEqual(catalogue.names, ['feature', 'mine', 'sidecar', 'test-daemonset'])
  assert.equal(catalogue.get('test-daemonset').file, join(folder, 'test-daemonset.yml'))
  catalogue.insistOnAll()
  assert.throws(() => catalogue.get('minx'), { message: /Did you mean "mine"\?/ })
})

test('mistakes that a template has whatever it is given are found without parameters', (t) => {
  const folder = folderWith(t, { 'a.yaml': small.replace('kind', 'knd'), 'b.yaml': small })
  assert.throws(() => new TemplateCatalogue([folder]).insistOnAll(), {
    name: 'BadInput',
    message: /a.yaml:2: knd: is no field; did you mean kind\?/,
  })
})

test('a place without templates is refused', (t) => {
  const empty = folderWith(t, { 'README.md': '' })
  for (const [place, says] of [
    [empty, /has no \.yaml or \.yml file in it/],
    [join(empty, 'nosuch'), /is not there/],
    [join(empty, 'README.md'), /is neither a folder nor/],
  ] as const)
    assert.throws(() => new TemplateCatalogue([place]), { name: 'BadInput', message: says })
})

function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubesonic-templates-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
