import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { bootTestDut } from '../../../dut/test-dut'

let server: Server
let booted: Awaited<ReturnType<typeof bootTestDut>>
const asked: string[] = []

before(async () => {
  booted = await bootTestDut()
  let turns = 0
  server = createServer((request, answer) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      asked.push([request.method, request.url, ...request.rawHeaders, body].join('|'))
      if (request.url === '/busy' && (turns += 1) < 3) answer.statusCode = 503
      if (request.url === '/no') answer.statusCode = 404
      answer.setHeader('x-later', 'b')
      answer.setHeader('content-type', 'text/plain')
      answer.end('hello')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  booted.network.serve('10.250.0.1', 8080, { host: '127.0.0.1', port })
})

after(() => {
  server.close()
  booted.close()
})

const type = (line: string): Promise<{ stdout: string; stderr: string; exitCode: number }> =>
  booted.dut.machine.exec(line)

const url = 'http://10.250.0.1:8080'

test('what is asked: headers in the order of curl, data, its type and its length', async () => {
  asked.length = 0
  await type(`curl -s ${url}/a?b=c`)
  await type(`curl -s -H 'X-A: 1' -H 'Accept:' -u me:pw -d a=b -d c=d ${url}/`)
  await type(`printf 'x\\ny' > /tmp/f; curl -s -X PATCH --data-binary @/tmp/f ${url}/`)
  await type(`curl -s --json '{}' ${url}/; curl -s -G -d q=1 ${url}/s`)
  assert.deepEqual(
    asked.map((each) =>
      each.replaceAll('|Connection|close', '').replace(/\|User-Agent\|curl[^|]*/, ''),
    ),
    [
      'GET|/a?b=c|Host|10.250.0.1:8080|Accept|*/*|',
      'POST|/|Host|10.250.0.1:8080|Authorization|Basic bWU6cHc=|X-A|1|Content-Length|7|Content-Type|application/x-www-form-urlencoded|a=b&c=d',
      'PATCH|/|Host|10.250.0.1:8080|Accept|*/*|Content-Length|3|Content-Type|application/x-www-form-urlencoded|x\ny',
      'POST|/|Host|10.250.0.1:8080|Accept|application/json|Content-Length|2|Content-Type|application/json|{}',
      'GET|/s?q=1|Host|10.250.0.1:8080|Accept|*/*|',
    ],
  )
})

test('what is shown of an answer: head, body, both, and where each goes', async () => {
  const head =
    /^HTTP\/1\.1 200 OK\r\nContent-Type: text\/plain\r\nX-Later: b\r\nDate: [^\r]* GMT\r\nContent-Length: 5\r\n\r\n/
  assert.match((await type(`curl -si ${url}/`)).stdout, new RegExp(`${head.source}hello$`))
  assert.match(
    (await type(`curl -sI ${url}/`)).stdout,
    new RegExp(`${head.source.replace('Content-Length: 5\\r\\n', '(Content-Length: 0\\r\\n)?')}$`),
  )
  assert.match(
    (await type(`curl -s -D - -o /dev/null ${url}/`)).stdout,
    new RegExp(`${head.source}$`),
  )
  const vars = '%{http_code} %{content_type} %{size_download} %{method} %header{x-later}\\t%%\\n'
  const { stdout } = await type(`curl -s -o /tmp/o -w '${vars}' ${url}/; cat /tmp/o`)
  assert.equal(stdout, '200 text/plain 5 GET b\t%\nhello')
  const told = (await type(`curl -sv ${url}/ 2>&1 >/dev/null`)).stdout
  assert.match(told, /^\* {3}Trying 10\.250\.0\.1:8080\.\.\.\n\* Connected to /)
  assert.match(told, /\n> GET \/ HTTP\/1\.1\r\n> Host: 10\.250\.0\.1:8080\r\n/)
  assert.match(told, /\n< HTTP\/1\.1 200 OK\r\n< Content-Type: text\/plain\r\n/)
})

test('a refusal is output, exit code 22, or both; a busy server is asked again', async () => {
  const ends = async (line: string): Promise<string> => {
    const { stdout, stderr, exitCode } = await type(line)
    return `${stdout}|${stderr}|${exitCode}`
  }
  assert.equal(await ends(`curl -s ${url}/no`), 'hello||0')
  assert.equal(
    await ends(`curl -sSf ${url}/no`),
    '|curl: (22) The requested URL returned error: 404\n|22',
  )
  assert.equal(await ends(`curl -s --fail-with-body ${url}/no`), 'hello||22')
  assert.equal(await ends(`curl -sf --retry 2 --retry-delay 0.01 ${url}/busy`), 'hello||0')
  assert.equal(await ends(`curl -s ${url}/no ${url}/`), 'hellohello||0')
  assert.match(
    await ends(`curl ${url}/`),
    /^hello\| {2}% Total [^]*\r100 {5}5 {2}100 {5}5 [^]*\|0$/,
  )
})

test('what curl has and the twin has not is no unknown option', async () => {
  booted.dut.machine.onUnknown(() => undefined)
  const { stderr, exitCode } = await type(`curl -s --form a=b ${url}/`)
  assert.equal(`${stderr}${exitCode}`, 'curl --form: not simulated\n127')
  assert.match((await type('curl --nosuch x')).stderr, /^curl: option --nosuch: is unknown\n/)
})
