import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootTestDut } from '../../simulator/dut/test-dut'
import { ctrmgrdIdle } from './ctrmgrd-idle'

test('a ctrmgrd that waits after a boot is at its gate, and settled once it has reset the node', async (t) => {
  const { dut, close } = await bootTestDut({ scale: 1 / 20 })
  t.after(close)
  const says = async (script: string): Promise<string> =>
    (await dut.machine.exec(`${ctrmgrdIdle.script}\n${script}`)).stdout
  const state = '{ at_gate && echo at its gate; settled && echo settled; } || :'
  assert.equal(await says(`await 10 at_gate; ${state}`), 'at its gate\n')
  const passed =
    "sonic-db-cli STATE_DB HSET 'KUBERNETES_MASTER|SERVER' update_time x; systemctl restart ctrmgrd"
  await says(passed)
  assert.equal(await says(`await 10 settled; ${state}`), 'settled\n')
})
