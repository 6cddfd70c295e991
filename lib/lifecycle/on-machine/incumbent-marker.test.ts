import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Host } from '../../host/host'
import { simulateTestbed } from '../../simulator/simulate-testbed'
import { loadTestbed } from '../../testbed/load-testbed'
import { markerSet } from './incumbent-marker.sh'
import { Journal, journals } from '../journal/journal'
import { askForLease, renewal } from '../lease/lease'
import { newRunId } from '../run-id'
import { leaseRequest } from '../run/run-leases'

const marker = '/run/minikube/started'

test("another suite's marker of a cluster in use is waited for; ours is kept fresh", async (t) => {
  const simulated = await simulateTestbed({ scale: 0 })
  t.after(() => simulated.close())
  const { simulation, testbedFile } = simulated
  const testbed = loadTestbed(testbedFile)
  const run = newRunId()
  const host = new Host(testbed.vmhost, testbed)
  t.after(() => host.close())
  await host.connect()
  const wanted = leaseRequest(testbed, testbed.vmhost, run, { reason: t.name })
  const { machine } = simulation.vmhost
  await machine.exec(`mkdir -p /run/minikube; touch ${marker}`)
  assert.equal((await askForLease(host, wanted)).outcome, 'marker')
  await machine.exec(`rm -r /run/minikube`)
  assert.equal((await askForLease(host, wanted)).outcome, 'taken')

  await new Journal(run).open(host)
  await host.change(markerSet)
  await machine.exec(`touch -d '1 hour ago' ${marker}`)
  await host.run(renewal(journals, run, wanted.seconds))
  const { stdout: age } = await machine.exec(`echo $(($(date +%s) - $(stat -c %Y ${marker})))`)
  assert.ok(Number(age) < 600, `${age} s old`)
})
