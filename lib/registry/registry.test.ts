import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { redacted } from '../redaction/redacted'
import { loadTestbed } from '../testbed/load-testbed'
import { TestbedFileError } from '../testbed/mistakes'
import { causeOfPullFailure } from './pull-failure'
import { pullSecret } from './pull-secret'
import { insistOnRegistry, type TestbedWithRegistry } from './registry-check'
import { type RegistryLogin, RegistryTokens } from './registry-token'
import { tokenIn } from './token-answer'

const machines = `name: lab
vmhost: { address: 10.250.0.1, ssh: { user: root } }
duts: [{ name: vlab-01, address: 10.250.0.101, ssh: { user: admin } }]
registry:
  host: 10.251.0.1:5000
  image: lab/idle:1
`

async function withFile<T>(
  more: string,
  use: (testbed: TestbedWithRegistry) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'registry-'))
  try {
    const file = path.join(folder, 'lab.yaml')
    writeFileSync(file, machines + more)
    return await use(loadTestbed(file, {}) as TestbedWithRegistry)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const messageOf = (more: string): Promise<string> =>
  withFile(more, insistOnRegistry).then(
    () => 'no mistake',
    (error: unknown) => (error instanceof TestbedFileError ? error.message : String(error)),
  )

const token = (exp: number): string =>
  ['{}', JSON.stringify({ exp })].map((part) => Buffer.from(part).toString('base64url')).join('.') +
  '.s'

test('the token is read from a word and from JSON, its end from what says it', () => {
  const jwt = token(2_000_000_000)
  assert.deepEqual(tokenIn('abc\n'), { token: 'abc', until: undefined })
  assert.deepEqual(tokenIn(JSON.stringify({ accessToken: jwt, loginServer: 'x' })), {
    token: jwt,
    until: 2_000_000_000_000,
  })
  assert.deepEqual(tokenIn('{"token":"abc","expiresOn":"2026-11-26T12:00:00Z"}'), {
    token: 'abc',
    until: Date.parse('2026-11-26T12:00:00Z'),
  })
  for (const nothing of ['', 'two words', '{"loginServer":"x"}'])
    assert.equal(tokenIn(nothing), undefined)
})

test('a token is kept while it is good, fetched anew when it is about to run out, and masked wherever it goes', async () => {
  const soon = Math.floor(Date.now() / 1000) + 30
  const counting = (exp: number): string =>
    `  tokenCommand: echo x >> calls; echo '{"token":"${token(exp)}"}'; test $(wc -l < calls) -lt 9\n`
  const twice = async (testbed: TestbedWithRegistry): Promise<(RegistryLogin | undefined)[]> => {
    const tokens = new RegistryTokens(testbed)
    return [await tokens.login(), await tokens.login()]
  }
  const [one, other] = await withFile(counting(soon + 3600), twice)
  assert.equal(one, other)
  const [first, second] = await withFile(counting(soon), twice)
  assert.notEqual(first, second)
  assert.equal(first?.user, '00000000-0000-0000-0000-000000000000')
  assert.equal(redacted(`at ${first?.token.reveal()}`), 'at ***')
})

test('a registry without a tokenCommand wants no login', async () => {
  assert.equal(await withFile('', (testbed) => new RegistryTokens(testbed).login()), undefined)
})

for (const [what, more, wanted] of [
  [
    'fails',
    '  tokenCommand: "echo \'az: not logged in\' >&2; exit 3"\n',
    /lab\.yaml:7: registry\.tokenCommand: failed with exit code 3: az: not logged in; run it by hand/,
  ],
  [
    'prints no token',
    '  tokenCommand: echo please log in\n',
    /lab\.yaml:7: registry\.tokenCommand: prints no token/,
  ],
  [
    'prints one that has run out',
    `  tokenCommand: echo ${token(1000)}\n`,
    /registry\.tokenCommand: prints a token that ran out at 1970-01-01T00:16:40/,
  ],
] as const)
  test(`a tokenCommand that ${what} is a mistake in the testbed file`, async () => {
    assert.match(await messageOf(more), wanted)
  })

test('a CA that is not there, or is none, is a mistake in the testbed file', async () => {
  assert.match(
    await messageOf('  ca: ./nowhere.crt\n'),
    /lab\.yaml:7: registry\.ca: cannot be read/,
  )
  assert.match(
    await messageOf('  ca: ./lab.yaml\n'),
    /lab\.yaml:7: registry\.ca: is no certificate/,
  )
})

test('a registry without TLS must be marked so, and its image must be one', () => {
  const mistakes = (text: string): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'registry-'))
    writeFileSync(path.join(folder, 'lab.yaml'), text)
    try {
      loadTestbed(path.join(folder, 'lab.yaml'), {})
      return ''
    } catch (error) {
      return (error as Error).message
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const plain = machines.replace('host: 10', 'host: http://10')
  assert.match(mistakes(plain), /lab\.yaml:5: registry\.host: has no TLS: .* insecure: true/)
  assert.equal(mistakes(`${plain}  insecure: true\n`), '')
  assert.match(
    mistakes(machines.replace('lab/idle:1', 'Lab/idle:1')),
    /lab\.yaml:6: registry\.image: has no repository that Docker allows/,
  )
  assert.match(mistakes(machines.replace('idle:1', 'idle')), /registry\.image: has no tag/)
})

// As recorded (real-lab-containers 17), without "Error response from daemon: ".
for (const [cause, text] of [
  ['not logged in', 'Head "https://R/v2/lab/bb/manifests/1": no basic auth credentials'],
  ['not logged in', 'unauthorized: authentication required'],
  [
    'the tag is unknown',
    'manifest for R/lab/bb:nope not found: manifest unknown: manifest unknown',
  ],
  [
    'the certificate is not trusted',
    'Get "https://R/v2/": x509: certificate signed by unknown authority',
  ],
  [
    'the proxy is down',
    'Get "https://R/v2/": proxyconnect tcp: dial tcp 10.250.0.1:3128: connect: connection refused',
  ],
  ['the proxy refuses', 'Get "https://R/v2/": Access violation'],
  ['the registry does not answer', 'Get "https://R/v2/": Unable to connect'],
  ['no route', 'Get "https://R/v2/": dial tcp R: connect: no route to host'],
  [
    'the name is unknown',
    'Get "https://R/v2/": dial tcp: lookup R: Temporary failure in name resolution',
  ],
  [
    'the name is unknown',
    'Get "https://R/v2/": dial tcp: lookup R on 127.0.0.1:53: read udp 127.0.0.1:36196->127.0.0.1:53: read: connection refused',
  ],
  [
    'the name is unknown',
    'Get "https://R/v2/": dial tcp: lookup R on 10.0.0.1:53: read udp 10.0.0.2:5044->10.0.0.1:53: i/o timeout',
  ],
  [
    'the registry does not answer',
    'Get "https://R/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
  ],
  ['the transfer stalls', 'context canceled'],
  [
    'the registry has no TLS',
    'Get "https://R/v2/": http: server gave HTTP response to HTTPS client',
  ],
] as const)
  test(`"${text.slice(0, 70)}" is ${cause}`, () => {
    assert.equal(
      causeOfPullFailure(`rpc error: code = Unknown desc = Error response from daemon: ${text}`)
        ?.cause,
      cause,
    )
  })

test('a text that is not known names no cause', () => {
  assert.equal(causeOfPullFailure('no space left on device'), undefined)
})

test('a pull secret is what kubectl create secret docker-registry makes, and bears the run', async () => {
  const login = await withFile('  tokenCommand: echo abc-token-1\n', (testbed) =>
    new RegistryTokens(testbed).login(),
  )
  const { type, metadata, stringData } = pullSecret({
    name: 'p',
    run: 'r',
    registry: 'R:5000',
    login: login!,
  })
  assert.equal(type, 'kubernetes.io/dockerconfigjson')
  assert.deepEqual(metadata?.labels, { 'kubesonic/run': 'r' })
  const { auths } = JSON.parse(stringData?.['.dockerconfigjson'] ?? '') as {
    auths: Record<string, { auth: string }>
  }
  assert.equal(
    Buffer.from(auths['R:5000']?.auth ?? '', 'base64').toString(),
    '00000000-0000-0000-0000-000000000000:abc-token-1',
  )
})
