import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { readSdl } from './sdl.ts';

/** `npm run check:descriptions`: every type, field, argument, input and enum value of schema/ has a description. */
function undescribedIn(type: GraphQLNamedType): string[] {
  const parts: [path: string, description: string | null | undefined][] = [[type.name, type.description]];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      const path = `${type.name}.${field.name}`;
      parts.push([path, field.description]);
      for (const argument of field.args) parts.push([`${path}(${argument.name}:)`, argument.description]);
    }
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      parts.push([`${type.name}.${field.name}`, field.description]);
  }
  if (isEnumType(type)) {
    for (const value of type.getValues()) parts.push([`${type.name}.${value.name}`, value.description]);
  }
  return parts.filter(([, description]) => !description?.trim()).map(([path]) => path);
}

const schema = buildSchema(readSdl());
const undescribed = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  .flatMap(undescribedIn);
if (undescribed.length > 0) {
  console.error(`Without a description:\n  ${undescribed.join('\n  ')}`);
  process.exit(1);
}
