import { type Condition, met, notYet } from '../wait/condition'
import { type DutKubeConfig } from './dut-kube-config'

/** Met once `show kube server status` says that the DUT is (or is not) connected to the API server. */
export const dutReportsConnected = (dut: DutKubeConfig, connected: boolean): Condition<void> => ({
  description: `"show kube server status" on ${dut.host.name} to say connected ${connected}`,
  hint: `journalctl -t ctrmgrd.py -n 50   (on ${dut.host.name})`,
  async check() {
    const status = await dut.serverStatus()
    if (status?.connected === connected) return met(undefined)
    return notYet(status ? `connected ${status.connected ?? '(empty)'}` : 'no status info')
  },
})
