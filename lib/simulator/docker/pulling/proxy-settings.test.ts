import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daemonSettings, isInsecure } from './daemon-settings'
import { proxiesOf, proxyFor } from './proxy-settings'

const through = (url: string, no: string): boolean =>
  proxyFor(new URL(url), { http: '', https: 'http://10.250.0.1:3128', no }) !== undefined

for (const [url, no, isProxied] of [
  ['https://10.251.0.1:5000/v2/', '', true],
  ['https://10.251.0.1:5000/v2/', '10.251.0.0/24', false],
  ['https://10.251.0.1:5000/v2/', '10.251.0.1', false],
  ['https://10.251.0.1:5000/v2/', '10.251.0.1:443', true],
  ['https://a.registry.lab/', 'registry.lab', false],
  ['https://registry.lab/', '.registry.lab', true],
  ['https://notregistry.lab/', 'registry.lab', true],
  ['https://registry.lab/', 'other, REGISTRY.lab:443', false],
  ['https://registry.lab/', '*', false],
  ['https://localhost:5000/', '', false],
  ['https://127.0.0.2:5000/', '', false],
] as const)
  test(`with NO_PROXY "${no}" ${url} goes ${isProxied ? 'through the proxy' : 'there itself'}`, () => {
    assert.equal(through(url, no), isProxied)
  })

test('HTTPS takes no HTTP_PROXY, and an address without a scheme will do', () => {
  const proxies = proxiesOf({ HTTP_PROXY: '10.250.0.1:3128' })
  assert.equal(proxyFor(new URL('https://registry.lab/'), proxies), undefined)
  assert.deepEqual(proxyFor(new URL('http://registry.lab/'), proxies), {
    host: '10.250.0.1',
    port: 3128,
  })
})

test('proxies in daemon.json win from Docker 23 on; a registry is insecure by name, host or network', () => {
  const file = JSON.stringify({
    proxies: { 'https-proxy': 'http://p:1' },
    'insecure-registries': ['registry.lab:5000', '10.251.0.0/24'],
  })
  const environment = { HTTPS_PROXY: 'http://q:2' }
  assert.equal(daemonSettings(environment, file, '28.5.2').proxies.https, 'http://p:1')
  const settings = daemonSettings(environment, file, '20.10.24')
  assert.equal(settings.proxies.https, 'http://q:2')
  const asked = ['registry.lab:5000', 'registry.lab:5001', '10.251.0.9:5000', '127.0.0.1:5000']
  assert.deepEqual(
    asked.map((registry) => isInsecure(registry, settings)),
    [true, false, true, true],
  )
})
