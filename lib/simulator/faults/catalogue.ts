import { Catalogue } from '../switches/switches'
import { apiFaults } from './api-faults'
import { certificateFaults } from './certificate-faults'
import { dutFaults } from './dut-faults'
import { imageFaults } from './image-faults'
import { joinFaults } from './join-faults'
import { machineFaults } from './machine-faults'
import { minikubeFaults } from './minikube-faults'
import { powerFaults } from './power-faults'
import { registryFaults } from './registry-faults'
import { sshFaults } from './ssh-faults'
import { vmhostFaults } from './vmhost-faults'

/** Every fault there is, one file per family. */
export const faults = new Catalogue('fault', [
  ...minikubeFaults,
  ...vmhostFaults,
  ...apiFaults,
  ...imageFaults,
  ...registryFaults,
  ...dutFaults,
  ...machineFaults,
  ...powerFaults,
  ...joinFaults,
  ...certificateFaults,
  ...sshFaults,
])
