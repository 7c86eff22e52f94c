import { testCommands } from "../support/command-fuzz-test.js";

testCommands(Number(process.env["CELLFATE_COMMANDS"] ?? 2000), Number(process.env["CELLFATE_SEED"] ?? 10));
