import type { Section } from "../../../report/page.js";
import { formula, paragraph } from "./texts.js";

/** How a gradient goes back through a simulation with noise. */
export function passageSection(): Section {
  return {
    title: "How a gradient goes through a noisy simulation",
    blocks: [
      paragraph(
        "Training by gradients asks in which direction each parameter of the network has to move for the utility to rise. But the utility counts patterns, and a small change of the network changes no count: as a function of the parameters it is made of flat steps. So another one is climbed, the soft utility. It reads the fate z of a cell as a number between 0 and 1 and says of two replicates r and q how alike their patterns are, not whether they are the same.",
      ),
      formula("z = sigmoid(steepness · (s − ½))"),
      formula("U_soft = H2(mean of all z) − S_rep,soft"),
      formula("S_rep,soft = −(1/RN) · Σ_r log2[(1/R) · Σ_q exp(−‖z_r − z_q‖² / (2·bandwidth²))]"),
      paragraph(
        "From the states at the end the derivative goes back step by step, along the path that the simulation took with the same random numbers: this is the pathwise gradient. The noise ξ is added whatever f is, so it drops out. What is carried is the adjoint α: how much the soft utility would rise, were the state of a cell at that time a little higher. ᾱ is the adjoint after a step, α the one before, and Aᵀ hands it back to the neighbours that were averaged.",
      ),
      formula("s′ = clip(s + dt·f(s̄) + σ·√dt·ξ)"),
      formula("α = c·ᾱ + Aᵀ(dt·f′(s̄)·c·ᾱ)"),
      formula("∂U/∂θ = Σ over steps and cells of c·ᾱ · ∂(dt·f(s̄))/∂θ"),
      paragraph(
        "The c is what this chapter is about: it is 1 where the clip left a state as it was and 0 where it changed it. A state that the clip has set to 0 or 1 does not depend on what was before, so nothing goes back through it. The rest is cheap: f is read from a table that is straight between its nodes, so that the sum is gathered a node at a time and the network is differentiated once a node, not once for each step of each cell.",
      ),
      paragraph(
        "Two other estimates stand beside the pathwise one. The score function weighs the noise that each replicate happened to have by what this replicate does to the utility; it needs no soft fates and no derivative of the clip, but says nothing while all replicates agree. Antithetic pairs need no derivative at all: they measure the utility a little to either side of the network, in random directions.",
      ),
    ],
  };
}
