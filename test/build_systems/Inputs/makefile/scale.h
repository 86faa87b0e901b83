void scale(int* values, int count, int factor); // in device memory
