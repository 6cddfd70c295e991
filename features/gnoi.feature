@gnoi
@joined
Feature: gNOI
  The gnmi container serves gNOI: time, files, the OS image. A container that Kubernetes runs must
  do so,
  too: it is how a device with an old image gets the calls that upgrade it.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Scenario: A gnmi container that Kubernetes runs answers gNOI
    Given Kubernetes runs the gnmi container of the DUT
    Then gNOI tells the DUT's time within 60 seconds
    And gNOI names the OS image that the DUT runs
    And gNOI sees a file of the DUT as it is
