namespace Helpdesk.Core.Messages;

/// <summary>How long a text a channel takes.</summary>
public sealed record TextLimit
{
    /// <summary>Makes a limit.</summary>
    /// <param name="most">How much at most; at least 1, and at least 4 in bytes or characters, so that every character fits.</param>
    /// <param name="unit">In what.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is too small.</exception>
    public TextLimit(int most, TextUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, unit == TextUnit.Segments ? 1 : 4);
        (Most, Unit) = (most, unit);
    }

    /// <summary>How much at most.</summary>
    public int Most { get; }

    /// <summary>In what.</summary>
    public TextUnit Unit { get; }
}
