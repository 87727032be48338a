namespace Helpdesk.Core.Spam.Features;

/// <summary>Characters that are used again for the next message.</summary>
internal sealed class CharBuffer
{
    private char[] _chars = new char[1_024];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Append(char c)
    {
        if (Length == _chars.Length)
        {
            Array.Resize(ref _chars, Length * 2);
        }

        _chars[Length++] = c;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(Length + text.Length)[Length..]);
        Length += text.Length;
    }

    /// <summary>Everything there is room for, at least so much; <see cref="Filled"/> says how much of it was written.</summary>
    public Span<char> Room(int capacity)
    {
        if (_chars.Length < capacity)
        {
            Array.Resize(ref _chars, Math.Max(capacity, _chars.Length * 2));
        }

        return _chars;
    }

    public void Filled(int length) => Length = length;
}
