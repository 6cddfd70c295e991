import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

const failing = `@clustered
Feature: A run with secrets
  Scenario: It fails, so that evidence is attached
    Given a minikube cluster on the vmhost
    Then kubectl on the vmhost shows the node as Ready
`

test('no secret is in anything that a run writes, in any encoding', async (t) => {
  const lab = await SimulatedLab.start(t, { dutPassword: 'pa"ss wörd/1+x' })
  const known = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`PLANTED_SECRET_${i}`, planted(i)]),
  )
  const unknown = [pemKey(), pemKey(), jsonWebToken(), joinToken()]
  const [dut] = lab.testbed.simulation.duts
  // What the DUT logs is evidence: each secret in every encoding.
  const say = (text: string): void =>
    dut!.journal.write({ identifier: 'ctrmgrd.py', message: `planted ${text}` })
  for (const secret of Object.values(known)) say(logged(secret))
  for (const secret of unknown) say(secret)
  say(`client-key-data: ${Buffer.from(unknown[0]!).toString('base64')}`)

  const reasons = Object.keys(known).map(
    (name) => `    - { class: images, item: none, reason: "\${${name}}" }\n`,
  )
  const file = lab.edited((text) =>
    text
      .replace(/^name: .*$/m, 'name: "lab ${PLANTED_SECRET_0}"')
      .replace(/password: .*$/m, (line) => line.replace(/: .*?(?=[,}]|$)/, ': "${DUT_PASSWORD}"'))
      .concat(`receipt:\n  tolerate:\n${reasons.join('')}`),
  )
  const results = new Results(t)
  const reports = path.join(results.folder, 'reports')
  mkdirSync(reports)
  const formats = ['junit', 'message', 'html', 'json'].flatMap((format) => [
    '--format',
    `${format}:${path.join(reports, format)}`,
  ])
  const feature = lab.beside('secrets.feature', failing)
  const args = ['run', '--testbed', file, feature, ...results.options, ...formats]
  const password = 'pa"ss wörd/1+x'
  const run = await start(t, args, { ...known, DUT_PASSWORD: password }).finished
  assert.equal(run.exitCode, 1, run.stdout + run.stderr)

  const artefacts = { stdout: run.stdout, stderr: run.stderr, ...filesBelow(results.folder) }
  assert.ok(Object.keys(artefacts).length > 10)
  const lines = unknown.flatMap((secret) =>
    secret.split('\n').filter((line) => !/^(-----|$)/.test(line)),
  )
  const secrets = [...Object.values(known), password, ...lines]
  const found = secrets.flatMap((secret) =>
    Object.entries(encodings(secret)).flatMap(([encoding, text]) =>
      Object.entries(artefacts)
        .filter(([, content]) => content.includes(text))
        .map(([artefact]) => `${secret} (${encoding}) in ${artefact}`),
    ),
  )
  assert.deepEqual(found, [])
  const evidence = results.attachments().get('ctrmgrd.log') ?? ''
  assert.ok((evidence.match(/planted .*\*\*\*/g) ?? []).length >= 20, evidence)
  t.diagnostic(
    `${secrets.length} secrets in ${Object.keys(encodings('x')).length} encodings, ${Object.keys(artefacts).length} artefacts: none found`,
  )
})

/** All of them have characters that some encoding changes. */
const planted = (i: number): string =>
  `${randomBytes(9).toString('base64')}${['"', '\\', '/&', ' ü', '+%'][i % 5]}${randomBytes(4).toString('hex')}`

/** As a log has it: within other text, which base64 does not leave alone. */
const logged = (secret: string): string => {
  const inBase64 = ['', ':', '::'].map((before) =>
    Buffer.from(`${before}${secret}:${before}`).toString('base64'),
  )
  return [secret, ...inBase64, encodeURIComponent(secret), JSON.stringify({ secret })].join(' | ')
}

/** What of it must not be found. In base64: the characters that no neighbour has a part in. */
const encodings = (secret: string): Record<string, string> => {
  const base64 = (before: string): string =>
    Buffer.from(before + secret)
      .toString('base64')
      .replace(/.=*$/, '')
  return {
    raw: secret,
    base64: base64(''),
    'base64, one byte on': base64(':').slice(2),
    'base64, two bytes on': base64('::').slice(3),
    URL: encodeURIComponent(secret),
    JSON: JSON.stringify(secret).slice(1, -1),
  }
}

const pemKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

const jsonWebToken = (): string =>
  [{ alg: 'RS256' }, { iss: 'kubernetes/serviceaccount' }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(randomBytes(32).toString('base64url'))
    .join('.')

const joinToken = (): string =>
  `${randomBytes(3).toString('hex')}.${randomBytes(8).toString('hex')}`

function filesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    files
      .filter((file) => file.isFile())
      .map((file) => path.join(file.parentPath, file.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]),
  )
}
