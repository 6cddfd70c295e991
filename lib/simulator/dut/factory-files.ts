import { osRelease } from '../machine/furnishing'
import type { Machine } from '../machine/machine'
import type { Configuration } from '../databases/databases'
import { type DutVariant, kubeOwned } from './variants'

/** Furnishes a machine as a SONiC device leaves the factory, never joined. */
export function furnishDut(machine: Machine, variant: DutVariant): void {
  const { fs } = machine
  fs.writeText(
    '/etc/sonic/config_db.json',
    `${JSON.stringify(factoryConfiguration(machine.hostname, variant), null, 4)}\n`,
  )
  fs.writeText('/etc/sonic/sonic_version.yml', versionFile(variant))
  fs.writeText('/etc/os-release', osRelease(variant.debianVersion.startsWith('13') ? '13' : '12'))
  fs.mkdirp(`/host/image-${variant.buildVersion}`)
  fs.writeText('/proc/sys/kernel/osrelease', `${variant.kernel}\n`)
  fs.writeText('/usr/local/bin/ctrmgrd.py', '#!/usr/bin/env python3\n', { mode: 0o755 })
  fs.writeText('/usr/local/bin/kube_commands.py', kubeCommandsModule(variant), { mode: 0o755 })
  fs.writeText('/etc/systemd/system/docker.service.d/docker.service.conf', dockerDropIn(variant))
  fs.writeText('/usr/share/zoneinfo/Etc/UTC', 'TZif2\n')
  fs.symlink('/usr/share/zoneinfo/Etc/UTC', '/etc/localtime')
  fs.writeText('/etc/resolv.conf', 'nameserver 127.0.0.1\n')
  for (const [key, value] of Object.entries(kernelSettings))
    fs.writeText(`/proc/sys/${key.replace(/\./g, '/')}`, `${value}\n`)
  if (variant.kubernetesIncluded) furnishKubernetes(machine, variant)
}

function furnishKubernetes({ fs }: Machine, variant: DutVariant): void {
  fs.writeText('/usr/local/bin/ctrmgr_tools.py', '#!/usr/bin/env python3\n', { mode: 0o755 })
  fs.writeText('/etc/sonic/remote_ctr.config.json', `${JSON.stringify(remoteControl, null, 4)}\n`)
  fs.writeText('/etc/default/kubelet', `KUBELET_EXTRA_ARGS="${variant.kubeletExtraArgs}"\n`)
  fs.writeText('/etc/systemd/system/kubelet.service.d/10-kubeadm.conf', kubeadmDropIn)
  fs.writeText('/usr/share/sonic/templates/kube_cni.10-flannel.conflist', cniConfiguration)
  fs.mkdirp('/opt/cni/bin')
  for (const name of cniPlugins) fs.writeText(`/opt/cni/bin/${name}`, '', { mode: 0o755 })
  fs.mkdirp('/etc/cni/net.d', { mode: 0o700 })
  fs.mkdirp('/var/lib/kubelet')
}

function factoryConfiguration(hostname: string, variant: DutVariant): Configuration {
  const features = variant.features.length > 0 ? variant.features : ['snmp', 'telemetry']
  const feature = (name: string): Record<string, string> => ({
    auto_restart: 'enabled',
    set_owner:
      variant.kubernetesIncluded && variant.features.length > 0 && kubeOwned.includes(name)
        ? 'kube'
        : 'local',
    state: 'enabled',
  })
  return {
    DEVICE_METADATA: {
      localhost: {
        hostname,
        hwsku: 'Force10-S6000',
        platform: 'x86_64-kvm_x86_64-r0',
        type: 'ToRRouter',
        mac: '52:54:00:1a:01:65',
      },
    },
    FEATURE: Object.fromEntries(features.map((name) => [name, feature(name)])),
  }
}

const versionFile = (variant: DutVariant): string => `build_version: '${variant.buildVersion}'
debian_version: '${variant.debianVersion}'
kernel_version: '${variant.kernel}'
asic_type: vs
commit_id: '086b03bd7'
build_date: Sun Aug 23 04:10:12 UTC 2026
build_number: 964512
built_by: AzDevOps@vmss-soni00201I
sonic_os_version: ${variant.debianVersion.split('.')[0]}
`

const remoteControl = {
  join_latency_on_boot_seconds: 300,
  retry_join_interval_seconds: 30,
  retry_labels_update_seconds: 5,
  revert_to_local_on_wait_seconds: 360,
  tag_latest_image_on_wait_seconds: 600,
  retry_tag_latest_seconds: 30,
  retry_clean_image_seconds: 30,
  use_k8s_as_http_proxy: 'n',
}

/** As in the recording "docker-info-no-proxy"; there, Go programs were told to ask libc for names. */
const dockerDropIn = ({
  resolvesByLibc,
  dockerd,
}: DutVariant): string => `# Docker daemon systemd service override configuration
#
# IMPORTANT: The -H fd:// flag is required for systemd socket activation.
# This allows Docker clients to connect to /var/run/docker.sock before
# docker.service starts - systemd listens on the socket and passes it to
# dockerd when the service starts. If changed to -H unix://, dockerd creates
# a new socket instead of inheriting the one systemd was listening on, causing
# early Docker commands to hang indefinitely.
# See: https://github.com/sonic-net/sonic-buildimage/issues/25383

[Service]
${resolvesByLibc ? 'Environment=GODEBUG=netdns=cgo\n' : ''}ExecStart=
ExecStart=${dockerd}
`

// A join makes the kubelet change the first six.
const kernelSettings = {
  'vm.overcommit_memory': 0,
  'vm.panic_on_oom': 0,
  'kernel.panic': 0,
  'kernel.panic_on_oops': 0,
  'kernel.keys.root_maxkeys': 200,
  'kernel.keys.root_maxbytes': 20_000,
  'net.ipv4.ip_forward': 1,
  'fs.protected_regular': 2,
}

const kubeadmDropIn = `# Note: This dropin only works with kubeadm and kubelet v1.11+
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`

const cniConfiguration = `{
  "_comment": "This is a dummy file to simulate flannel so that node status will show as Ready",
  "name": "cbr0",
  "cniVersion": "0.3.1",
  "plugins": [
    {
      "type": "flannel",
      "delegate": {
        "hairpinMode": true,
        "isDefaultGateway": true
      }
    },
    {
      "type": "portmap",
      "capabilities": {
        "portMappings": true
      }
    }
  ]
}

`

/** The programs of package kubernetes-cni. */
const cniPlugins =
  'bandwidth bridge dhcp firewall flannel host-device host-local ipvlan loopback macvlan portmap ptp sbr static tuning vlan vrf'.split(
    ' ',
  )

// A suite tells the two generations of ctrmgrd apart by this name.
const kubeCommandsModule = (variant: DutVariant): string =>
  variant.ctrmgrd === 'verified'
    ? '#!/usr/bin/env python3\n\ndef is_ready_as_k8s_node(server):\n    pass\n'
    : '#!/usr/bin/env python3\n\ndef is_connected(server=""):\n    pass\n'
