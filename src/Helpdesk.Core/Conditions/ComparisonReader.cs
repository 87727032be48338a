namespace Helpdesk.Core.Conditions;

/// <summary>Reads one comparison: the operator must fit the field, the value and the options must fit the operator.</summary>
internal static class ComparisonReader
{
    /// <summary>The comparison; null when there is a fault in it.</summary>
    public static Condition.Comparison? Read(JsonSection section, JsonSection fieldPlace, FieldCatalogue catalogue)
    {
        var before = section.FaultCount;
        var name = fieldPlace.Name();
        var field = name is null ? null : catalogue.Find(name);
        if (name is not null && field is null)
        {
            fieldPlace.Fault("unknown-field", $"'{name}' is no field. Known: {string.Join(", ", catalogue.Names)}.");
        }

        var operatorPlace = section.Required("op");
        var @operator = operatorPlace?.Choice<Operator>();
        var value = section.Optional("value");
        var options = ComparisonOptions.In(section);
        section.NothingElse();
        if (field is null || @operator is not { } op || !Fits(section, value, field, op))
        {
            return null;
        }

        var read = options.Read(field, op, catalogue);
        var comparison = section.FaultCount > before ? null
            : value is null ? new Condition.Comparison(field, op, [])
            : ValueReader.Read(field, op, value, read, catalogue);
        return section.FaultCount > before ? null : read.On(comparison!);
    }

    private static bool Fits(JsonSection section, JsonSection? value, Field field, Operator op)
    {
        var needsNone = OperatorTable.TakesNoValue(op);
        if (!OperatorTable.Fits(op, field.Type))
        {
            section.Fault("operator-does-not-fit", $"'{op}' does not fit '{field.Name}', which is a {field.Type}.");
            return false;
        }

        if (needsNone && value is not null)
        {
            value.Fault("value-not-wanted", $"'{op}' takes no value.");
            return false;
        }

        if (!needsNone && value is null)
        {
            section.Fault("missing", "'value' is missing.");
            return false;
        }

        return true;
    }
}
