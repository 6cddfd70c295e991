import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imageReference, whatIsWrongWithImage } from './image-reference'

const digest = `sha256:${'0a'.repeat(32)}`

const images: readonly [string, ...(string | undefined)[]][] = [
  ['pause', undefined, 'pause', undefined, undefined],
  ['k8s.gcr.io/pause:3.5', 'k8s.gcr.io', 'pause', '3.5', undefined],
  ['localhost/x', 'localhost', 'x', undefined, undefined],
  ['lab/busybox:1', undefined, 'lab/busybox', '1', undefined],
  ['10.251.0.1:5000/lab/docker-snmp:v2', '10.251.0.1:5000', 'lab/docker-snmp', 'v2', undefined],
  [`[fd25::1]:5000/x__y@${digest}`, '[fd25::1]:5000', 'x__y', undefined, digest],
  [`r.example/a/b:t@${digest}`, 'r.example', 'a/b', 't', digest],
]

for (const [text, registry, repository, tag, sum] of images)
  test(`${text} is an image`, () => {
    assert.deepEqual(imageReference(text), { registry, repository, tag, digest: sum })
  })

const wrong: readonly [string, RegExp][] = [
  ['https://r.example/x:1', /is a URL/],
  ['docker snmp:1', /has a blank/],
  ['Docker-Snmp', /no repository that Docker allows \("Docker-Snmp"\)/],
  ['snmp:', /no tag that Docker allows \(""\)/],
  ['snmp:a:b', /no tag that Docker allows \("a:b"\)/],
  [':latest', /no repository/],
  ['snmp@sha256:12', /no digest/],
  ['r.example:99999/x', /names no registry by "r.example:99999"/],
  ['r_.example/x', /names no registry by "r_.example"/],
  ['a//b', /no repository that Docker allows \(""\)/],
]

for (const [text, says] of wrong)
  test(`"${text}" is no image`, () => {
    assert.match(whatIsWrongWithImage(text) ?? '', says)
    assert.equal(imageReference(text), undefined)
  })
