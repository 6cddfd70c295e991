import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { makeReportPage } from '../../support/reporting/report-page'

const evidence = 'kind: Pod\nstatus: { phase: Pending }\n'

test('a report is one page with every scenario, its message and its attachments, and calls nobody', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-report-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [results, output] = [path.join(folder, 'results'), path.join(folder, 'page')]
  writeResults(results)

  const page = await makeReportPage(results, output)
  assert.equal(page, path.join(output, 'index.html'))
  const text = readFileSync(page, 'utf8')
  assert.deepEqual(loadedFrom(text), [])
  assert.deepEqual(
    readdirSync(output).filter((name) => !/^(index\.html|.*\.json)$/.test(name)),
    [],
  )
  const content = embedded(text)
  for (const each of [
    'It schedules',
    'It joins',
    'It is skipped',
    'ImagePullBackOff',
    'no ctrmgrd',
    evidence,
  ])
    assert.ok(content.includes(each), each)
})

/** What the page would ask a host for: anything with an address that is not inside it. */
const loadedFrom = (page: string): string[] =>
  [...page.matchAll(/(?:src|href)\s*=\s*["']?(https?:)?\/\/[^"'> ]+/g)].map(([address]) => address)

/** The page keeps its data inside, as base64. */
const embedded = (page: string): string =>
  [...page.matchAll(/\bd\("[^"]+","([A-Za-z0-9+/=]*)"\)/g)]
    .map(([, base64 = '']) => Buffer.from(base64, 'base64').toString('utf8'))
    .join('\n')

function writeResults(folder: string): void {
  mkdirSync(folder)
  const write = (name: string, content: string | object): void =>
    writeFileSync(
      path.join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    )
  const attachments = [{ name: 'pods.yaml', source: '1-attachment.yaml', type: 'application/yaml' }]
  write('1-attachment.yaml', evidence)
  write('1-result.json', result('1', 'It joins', 'passed'))
  write('2-result.json', result('2', 'It schedules', 'failed', 'Pending (ImagePullBackOff)'))
  write('2-container.json', {
    uuid: 'c',
    children: ['2'],
    afters: [{ name: 'Evidence', attachments }],
  })
  write('3-result.json', result('3', 'It is skipped', 'skipped', 'the image has no ctrmgrd'))
}

const result = (uuid: string, name: string, status: string, message = ''): object => ({
  uuid,
  historyId: uuid,
  name,
  fullName: name,
  status,
  statusDetails: { message },
  start: 1_700_000_000_000,
  stop: 1_700_000_001_000,
  labels: [{ name: 'feature', value: 'Joining' }],
})
