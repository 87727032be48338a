using Npgsql;

namespace Helpdesk.Core.PostgreSql;

/// <summary>Values of a statement: $1, $2 and so on. Texts become such as a column can hold.</summary>
internal static class Values
{
    public static void Add(NpgsqlParameterCollection parameters, params object?[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                string text => new NpgsqlParameter<string> { TypedValue = OddText.Write(text) },
                string[] texts => new NpgsqlParameter<string[]> { TypedValue = [.. texts.Select(OddText.Write)] },
                RawText raw => new NpgsqlParameter<string> { TypedValue = raw.Value },
                RawText[] raw => new NpgsqlParameter<string[]> { TypedValue = [.. raw.Select(r => r.Value)] },
                Guid id => new NpgsqlParameter<Guid> { TypedValue = id },
                Guid[] ids => new NpgsqlParameter<Guid[]> { TypedValue = ids },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                long[] numbers => new NpgsqlParameter<long[]> { TypedValue = numbers },
                int number => new NpgsqlParameter<int> { TypedValue = number },
                int[] numbers => new NpgsqlParameter<int[]> { TypedValue = numbers },
                TimeSpan span => new NpgsqlParameter<TimeSpan> { TypedValue = span },
                bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
                bool[] flags => new NpgsqlParameter<bool[]> { TypedValue = flags },
                byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
                byte[][] many => new NpgsqlParameter<byte[][]> { TypedValue = many },
                _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a statement.", nameof(values)),
            });
        }
    }
}
