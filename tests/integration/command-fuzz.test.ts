import { testCommands } from "../support/command-fuzz-test.js";

testCommands(500, 11);
