import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { kubeChains } from './kube-chains'

/** As `iptables -S` of 1.8.9 prints them, with rules of others that are easily mistaken. */
const RULES = `-P INPUT ACCEPT
-N KUBE-FIREWALL
-N KUBE-KUBELET-CANARY
-N MINE
-A INPUT -m comment --comment "two words" -j KUBE-FIREWALL
-A INPUT -s 10.0.0.0/8 -m comment --comment "not -j KUBE-FIREWALL" -j MINE
-A KUBE-FIREWALL -m mark --mark 0x8000/0x8000 -j DROP`

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: KUBE chains and the rules that jump to them go, all others stay`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'kube-chains-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const script = `
      cd ${folder}
      iptables() {
        shift 2
        case "$1 $2" in "filter -S") cat <<'END'
${RULES}
END
        ;; *-S) ;; *) printf '%s|' "$@" >> calls; echo >> calls ;; esac
      }
      ${kubeChains.script}
      remove_kube_chains iptables list
      cat calls`
    assert.deepEqual(execFileSync(shell, ['-euc', script], { encoding: 'utf8' }).split('\n'), [
      'filter|-D|INPUT|-m|comment|--comment|two words|-j|KUBE-FIREWALL|',
      'filter|-F|KUBE-FIREWALL|',
      'filter|-F|KUBE-KUBELET-CANARY|',
      'filter|-X|KUBE-FIREWALL|',
      'filter|-X|KUBE-KUBELET-CANARY|',
      '',
    ])
  })
}
