import * as z from "zod";

// Before any schema is made: the page may make no code of texts, and zod would find that out by trying.
z.config({ jitless: true });
