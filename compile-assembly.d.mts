export declare function compileAssembly(outFile: string, more?: readonly string[]): Promise<void>;
