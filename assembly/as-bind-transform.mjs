// as-bind 0.8.2 ships a compile-time transform for AssemblyScript 0.19, which cannot load on today's ESM-only compiler.
// This one writes the same custom section, `as-bind_bindings`, from which as-bind's runtime learns the types of the
// exported functions that take or return managed values (strings and typed arrays).
import { Transform } from 'assemblyscript/transform';

const SECTION = 'as-bind_bindings';

/** True for a function whose signature mentions a managed (garbage collected) type: those are the ones as-bind wraps. */
function isBound(instance) {
  const { parameterTypes, returnType } = instance.signature;
  return [...parameterTypes, returnType].some((type) => type.isManaged);
}

export default class AsBindTransform extends Transform {
  afterCompile(module) {
    const typeIds = {};
    const exportedFunctions = {};
    const nameOf = (type) => type.getClass()?.internalName ?? type.toString();
    for (const [name, element] of this.program.filesByName.get('assembly/index').exports) {
      const instance = element.instances?.get('');
      if (!instance || !isBound(instance)) continue;
      const { parameterTypes, returnType } = instance.signature;
      for (const type of [...parameterTypes, returnType]) {
        const owner = type.isManaged ? type.getClass() : null;
        if (owner) typeIds[owner.internalName] = { id: owner.id, byteSize: owner.nextMemoryOffset };
      }
      exportedFunctions[name] = { returnType: nameOf(returnType), parameters: parameterTypes.map(nameOf) };
    }
    const description = JSON.stringify({ typeIds, importedFunctions: {}, exportedFunctions });
    module.addCustomSection(SECTION, new TextEncoder().encode(description));
  }
}
